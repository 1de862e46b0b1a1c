// How a result stands against what is expected of it; what all formats and the exit code agree on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/report/report.h"

namespace proviso::cli {

enum class Standing { kAsExpected, kUnexpected, kBounded, kUnknown, kDisagreement };

Standing standing(const PropertyResult& result);
// What differs from the expectation is unexpected, whatever else is undecided.
Standing standing(const RedlineResult& result);

// "as expected", "expected: holds", "not proved", "internal disagreement".
std::string standing_text(const language::Agreement& agreement, const PropertyResult& result);
// "as expected", "not as expected", "not proved", "internal disagreement".
std::string standing_text(const RedlineResult& result);

// What a verdict means beyond its word: the readings of *depends*, the bound, why it is unknown, for which
// values of its `for any` a `possible` fails, the greatest or least value. Empty for the others.
std::string remark(const language::Agreement& agreement, const PropertyResult& result);

// The verdict in words: "holds", "holds: greatest value $120.00", "holds when first_means is no_rank", "holds in
// histories of up to 12 moments: …" (of `possible`: "not found in histories of …"), "unknown: …".
std::string answer_text(const language::Agreement& agreement, const PropertyResult& result);

// "breaks cap_respected and rate_respected; fixes paid_in_time", "changes nothing".
std::string changes_text(const RedlineResult& result);
// "breaks", "fixes", "changes".
std::string_view direction_word(PropertyChange::Direction direction);

// For each undecided property, what is known of it before and after.
std::vector<std::string> undecided_texts(const language::Agreement& agreement, const RedlineResult& result);

// The verdict is a proof, not only a history.
bool is_proof(const language::Property& property, const properties::Verdict& verdict);

// The clauses the proof rests on, in the order of the text.
std::vector<std::string> support_names(const language::Agreement& agreement, const properties::Verdict& verdict);

// The text of the clause that a report points to: of several the last.
language::Span clause_span(const language::Agreement& agreement, language::ClauseId clause);

// 4, 2, 1, 3 or 0: the first that the summary gives reason for.
int exit_code(const Summary& summary);

}  // namespace proviso::cli
