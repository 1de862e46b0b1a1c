// What is wrong with a file, as data, and how it is shown. Codes are permanent: they are added, never renumbered
// or used again (P129 and P130 were given once).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "language/source.h"

namespace proviso::language {

// The enumerator's value is the number users see (kStrayCharacter is P101). P0xx: files; P1xx: characters and syntax;
// P2xx: names; P3xx: types; P4xx: rules of clauses, amendments and properties. Each has a line in diagnostic.cpp's
// table.
enum class Code : std::uint16_t {
  kFileMissing = 1,
  kFileUnreadable = 2,
  kFileIsDirectory = 3,
  kFileEmpty = 4,
  kFileTooLarge = 5,
  kFileHasNul = 6,
  kFileNotUtf8 = 7,

  kStrayCharacter = 101,
  kUnterminatedString = 102,
  kBadEscape = 103,
  kBadNumber = 104,
  kNumberTooLong = 105,
  kNoSuchDate = 106,
  kDateOutOfRange = 107,
  kDateNotation = 108,
  kBadMoney = 109,
  kSpacedPercent = 110,
  kForeignOperator = 111,
  kForeignComment = 112,
  kTypographicQuotes = 113,
  kSemicolon = 114,
  kBadName = 115,

  kUnexpected = 120,
  kUnknownDeclaration = 121,
  kUnclosed = 122,
  kTooDeep = 123,
  kReservedWord = 124,
  kLaterVersion = 125,
  kNoAgreement = 126,
  kAgreementPlace = 127,
  kWrongModal = 128,
  kGivenTwice = 131,
  kNoQuestion = 132,
  kSeveralQuestions = 133,
  kChainedComparison = 134,
  kWrongOrder = 135,
  kUntil = 136,
  kMisplaced = 137,
  kNoStart = 138,
  kNotAReading = 139,
  kNoDeadline = 140,

  kDeclaredTwice = 201,
  kShadowing = 202,
  kUnknownName = 203,
  kOtherKindOfName = 204,
  kUnknownType = 205,
  kUnknownTriggerParameter = 206,
  kUnknownChoice = 207,
  kListedTwice = 208,
  kCircle = 209,
  kNotInScope = 210,
  kAmbiguousName = 211,
  kSeveralTriggers = 212,

  kTypeMismatch = 301,
  kMixedUnits = 302,
  kNotComparable = 303,
  kNotOrdered = 304,
  kIsOnNonReading = 305,
  kReadingWithoutIs = 306,
  kArgumentCount = 307,
  kDivisionByZero = 308,
  kBranchTypes = 309,
  kNotWhole = 310,
  kParameterType = 311,

  kNotHere = 401,
  kBeforeContent = 402,
  kNoPossibleActor = 403,
  kOtherActor = 404,
  kEventAsSubject = 405,
  kNegativeDeadline = 406,
  kAmendmentOrder = 407,
  kNotInForce = 408,
  kAlreadyInForce = 409,
  kNotStruck = 410,
  kNeverInForce = 411,
  kContradictoryExpectations = 412,
  kNotOnlyReadings = 413,
  kNoDuty = 414,
  kCurrency = 415,
  kChoiceCount = 416,
  kTooLarge = 417,
  kEditedTwice = 418,
  kInitially = 419,
  kGreedyWhere = 420,
  kEmptyClause = 421,
  kNoEdits = 422,
  kOverBeforeStart = 423,
  kAmendedBeforeStart = 424,
  kIdlePermission = 425,
  kOpenKind = 426,
  kCircularPrecedence = 427,
  kNothingToDefeat = 428,
  kNoPrecedence = 429,
  kCovenantCircle = 430,
  kNumberWithoutTrigger = 431,
  kOtherExpectation = 432,
  kDecidesNothing = 433,
};

// "P101".
std::string code_text(Code code);
// The code's short name in words_with_underscores.
std::string_view code_name(Code code);
// Every code, in the order of their numbers.
std::span<const Code> all_codes();

enum class Severity { kError, kWarning };

// A further place that explains the message ("declared here").
struct Label {
  Span span;
  std::string text;
};

// One finding about a text. The message says what is wrong, the help what to write instead.
struct Diagnostic {
  Code code{};
  Severity severity = Severity::kError;
  Span span;
  std::string message;
  std::vector<Label> labels;
  std::optional<std::string> help;
};

// Collects what the phases report; keeps the first kMaxKept and counts the rest. A second report of the same code at
// the same span is dropped.
class Diagnostics {
 public:
  static constexpr std::size_t kMaxKept = 50;

  void add(Diagnostic diagnostic);
  // All that another has kept, and what it counted.
  void add(const Diagnostics& others);
  void error(Code code, Span span, std::string message, std::optional<std::string> help = std::nullopt);

  bool has_errors() const { return errors_ > 0; }
  bool empty() const { return kept_.empty(); }
  // In the order of their positions.
  std::vector<Diagnostic> sorted() const;
  // How many were not kept.
  std::size_t dropped() const { return dropped_; }

 private:
  std::vector<Diagnostic> kept_;
  std::size_t errors_ = 0;
  std::size_t dropped_ = 0;
};

// The diagnostic with its source line and carets, several lines that end with a line feed:
//   error[P203]: message
//     --> file:line:column
std::string render(const SourceMap& sources, const Diagnostic& diagnostic, bool colour);

// All of them in order, with an empty line between two and a last line that counts what was dropped.
std::string render(const SourceMap& sources, const Diagnostics& diagnostics, bool colour);

}  // namespace proviso::language
