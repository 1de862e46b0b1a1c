#include "tests/generated/draft.h"

#include "tests/generated/clauses.h"
#include "tests/generated/declarations.h"
#include "tests/generated/mutation.h"
#include "tests/generated/questions.h"

namespace proviso::generated {

Node draft(Draws& draws, Profile profile) {
  const Outline plan = outline(draws, profile);
  Declarations declarations(draws, plan);
  std::vector<Node> all{part("agreement generated { currency USD starts " + plan.days.front() + " }")};
  for (Node& one : declarations.all()) all.push_back(std::move(one));
  Clauses writer(draws, plan, declarations.at_moment(), declarations.fixed());
  std::vector<Node> clauses;
  for (std::size_t i = 0; i < plan.clauses.size(); ++i) clauses.push_back(writer.clause(i));
  all.insert(all.end(), clauses.begin(), clauses.end());
  if (!plan.amendment.empty()) all.push_back(writer.amendment());
  Questions questions(draws, plan, declarations.at_moment());
  for (std::size_t count = 1 + draws.below(2), i = 1; i <= count; ++i) {
    const std::string name = "property" + std::to_string(i);
    const Node body = questions.property(clauses);
    all.push_back(optional("\nproperty " + name + " ~", {body}));
    if (draws.percent(50)) all.push_back(optional("\nproperty " + name + "_altered ~", {mutated(body, draws)}));
  }
  return part("~\n", {sequence(std::move(all), "")});
}

}  // namespace proviso::generated
