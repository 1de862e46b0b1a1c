#include "language/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace proviso::language {
namespace {

struct CodeName {
  Code code;
  std::string_view name;
};

constexpr auto kCodes = std::to_array<CodeName>({
    {Code::kFileMissing, "file_missing"},
    {Code::kFileUnreadable, "file_unreadable"},
    {Code::kFileIsDirectory, "file_is_directory"},
    {Code::kFileEmpty, "file_empty"},
    {Code::kFileTooLarge, "file_too_large"},
    {Code::kFileHasNul, "file_has_nul"},
    {Code::kFileNotUtf8, "file_not_utf8"},
    {Code::kStrayCharacter, "stray_character"},
    {Code::kUnterminatedString, "unterminated_string"},
    {Code::kBadEscape, "bad_escape"},
    {Code::kBadNumber, "bad_number"},
    {Code::kNumberTooLong, "number_too_long"},
    {Code::kNoSuchDate, "no_such_date"},
    {Code::kDateOutOfRange, "date_out_of_range"},
    {Code::kDateNotation, "date_notation"},
    {Code::kBadMoney, "bad_money"},
    {Code::kSpacedPercent, "spaced_percent"},
    {Code::kForeignOperator, "foreign_operator"},
    {Code::kForeignComment, "foreign_comment"},
    {Code::kTypographicQuotes, "typographic_quotes"},
    {Code::kSemicolon, "semicolon"},
    {Code::kBadName, "bad_name"},
    {Code::kUnexpected, "unexpected"},
    {Code::kUnknownDeclaration, "unknown_declaration"},
    {Code::kUnclosed, "unclosed"},
    {Code::kTooDeep, "too_deep"},
    {Code::kReservedWord, "reserved_word"},
    {Code::kLaterVersion, "later_version"},
    {Code::kNoAgreement, "no_agreement"},
    {Code::kAgreementPlace, "agreement_place"},
    {Code::kWrongModal, "wrong_modal"},
    {Code::kGivenTwice, "given_twice"},
    {Code::kNoQuestion, "no_question"},
    {Code::kSeveralQuestions, "several_questions"},
    {Code::kChainedComparison, "chained_comparison"},
    {Code::kWrongOrder, "wrong_order"},
    {Code::kUntil, "until"},
    {Code::kMisplaced, "misplaced"},
    {Code::kNoStart, "no_start"},
    {Code::kNotAReading, "not_a_reading"},
    {Code::kNoDeadline, "no_deadline"},
    {Code::kDeclaredTwice, "declared_twice"},
    {Code::kShadowing, "shadowing"},
    {Code::kUnknownName, "unknown_name"},
    {Code::kOtherKindOfName, "other_kind_of_name"},
    {Code::kUnknownType, "unknown_type"},
    {Code::kUnknownTriggerParameter, "unknown_trigger_parameter"},
    {Code::kUnknownChoice, "unknown_choice"},
    {Code::kListedTwice, "listed_twice"},
    {Code::kCircle, "circle"},
    {Code::kNotInScope, "not_in_scope"},
    {Code::kAmbiguousName, "ambiguous_name"},
    {Code::kSeveralTriggers, "several_triggers"},
    {Code::kTypeMismatch, "type_mismatch"},
    {Code::kMixedUnits, "mixed_units"},
    {Code::kNotComparable, "not_comparable"},
    {Code::kNotOrdered, "not_ordered"},
    {Code::kIsOnNonReading, "is_on_non_reading"},
    {Code::kReadingWithoutIs, "reading_without_is"},
    {Code::kArgumentCount, "argument_count"},
    {Code::kDivisionByZero, "division_by_zero"},
    {Code::kBranchTypes, "branch_types"},
    {Code::kNotWhole, "not_whole"},
    {Code::kParameterType, "parameter_type"},
    {Code::kNotHere, "not_here"},
    {Code::kBeforeContent, "before_content"},
    {Code::kNoPossibleActor, "no_possible_actor"},
    {Code::kOtherActor, "other_actor"},
    {Code::kEventAsSubject, "event_as_subject"},
    {Code::kNegativeDeadline, "negative_deadline"},
    {Code::kAmendmentOrder, "amendment_order"},
    {Code::kNotInForce, "not_in_force"},
    {Code::kAlreadyInForce, "already_in_force"},
    {Code::kNotStruck, "not_struck"},
    {Code::kNeverInForce, "never_in_force"},
    {Code::kContradictoryExpectations, "contradictory_expectations"},
    {Code::kNotOnlyReadings, "not_only_readings"},
    {Code::kNoDuty, "no_duty"},
    {Code::kCurrency, "currency"},
    {Code::kChoiceCount, "choice_count"},
    {Code::kTooLarge, "too_large"},
    {Code::kEditedTwice, "edited_twice"},
    {Code::kInitially, "initially"},
    {Code::kGreedyWhere, "greedy_where"},
    {Code::kEmptyClause, "empty_clause"},
    {Code::kNoEdits, "no_edits"},
    {Code::kOverBeforeStart, "over_before_start"},
    {Code::kAmendedBeforeStart, "amended_before_start"},
    {Code::kIdlePermission, "idle_permission"},
    {Code::kOpenKind, "open_kind"},
    {Code::kCircularPrecedence, "circular_precedence"},
    {Code::kNothingToDefeat, "nothing_to_defeat"},
    {Code::kNoPrecedence, "no_precedence"},
    {Code::kCovenantCircle, "covenant_circle"},
    {Code::kNumberWithoutTrigger, "number_without_trigger"},
    {Code::kOtherExpectation, "other_expectation"},
    {Code::kDecidesNothing, "decides_nothing"},
});

constexpr auto kCodeList = [] {
  std::array<Code, kCodes.size()> codes{};
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = kCodes[i].code;
  return codes;
}();

}  // namespace

std::string code_text(Code code) { return fmt::format("P{:03}", static_cast<unsigned>(code)); }

std::string_view code_name(Code code) {
  const auto* entry = std::find_if(kCodes.begin(), kCodes.end(), [&](const CodeName& c) { return c.code == code; });
  return entry == kCodes.end() ? std::string_view("unnamed") : entry->name;
}

std::span<const Code> all_codes() { return kCodeList; }

void Diagnostics::add(Diagnostic diagnostic) {
  const auto same = [&](const Diagnostic& d) { return d.code == diagnostic.code && d.span == diagnostic.span; };
  if (std::any_of(kept_.begin(), kept_.end(), same)) return;
  if (diagnostic.severity == Severity::kError) ++errors_;
  if (kept_.size() == kMaxKept) {
    ++dropped_;
  } else {
    kept_.push_back(std::move(diagnostic));
  }
}

void Diagnostics::add(const Diagnostics& others) {
  for (const Diagnostic& diagnostic : others.kept_) add(diagnostic);
  dropped_ += others.dropped_;
}

void Diagnostics::error(Code code, Span span, std::string message, std::optional<std::string> help) {
  add({code, Severity::kError, span, std::move(message), {}, std::move(help)});
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> in_order = kept_;
  const auto key = [](const Diagnostic& d) { return std::tuple(d.span, d.code); };
  std::stable_sort(in_order.begin(), in_order.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  return in_order;
}

}  // namespace proviso::language
