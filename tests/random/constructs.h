// The constructs of the language by name, as coverage counts them.
#pragma once

#include <set>
#include <string>

#include "language/agreement.h"

namespace proviso::random_histories {

using Names = std::set<std::string>;

// Of one expression, its operands aside.
Names names_of(const language::ExprNode& node);

// Where the expression asks about duties: what it asks, to which is added what the answer is. Empty elsewhere.
std::string question_of(const language::Agreement& agreement, const language::ExprNode& node);
std::string answered(const std::string& question, bool answer);

std::string name_of(const language::Lapse& lapse);
std::string name_of(const language::Actor& actor);
std::string name_of(language::TallyKind kind);
std::string name_of(language::QuestionKind question);
std::string name_of(const language::Deadline& deadline);
std::string name_of_creation(const language::Duty& duty);
std::string name_of_overflow(const language::Capacity& capacity);

// The duty arises at each moment at which some other duty falls overdue.
bool is_remedy(const language::Agreement& agreement, const language::Duty& duty);
// The party is not written as a name.
bool is_found(const language::Agreement& agreement, language::ExprId party);

// Everything that histories of the agreement are to exercise.
Names names_of(const language::Agreement& agreement);

}  // namespace proviso::random_histories
