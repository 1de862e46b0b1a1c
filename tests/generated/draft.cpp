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
  const std::size_t later = !plan.amendment.empty() && clauses.size() > 1 && draws.percent(30) ? 1 : 0;
  const auto first_later = clauses.end() - static_cast<std::ptrdiff_t>(later);
  all.insert(all.end(), clauses.begin(), first_later);
  if (!plan.amendment.empty()) all.push_back(writer.amendment({first_later, clauses.end()}));
  Questions questions(draws, plan, declarations.at_moment());
  for (std::size_t count = 1 + draws.below(2), i = 1; i <= count; ++i) {
    const std::string name = "property" + std::to_string(i);
    const Node body = questions.property(clauses);
    const Node title = draws.percent(5) ? optional("\"What is asked\" ") : part("");
    all.push_back(optional("\nproperty " + name + " ~~", {title, body}));
    if (draws.percent(50)) continue;
    const Node altered = mutated(body, draws);
    if (print(altered) != print(body)) all.push_back(optional("\nproperty " + name + "_altered ~", {altered}));
  }
  return part("~\n", {sequence(std::move(all), "")});
}

}  // namespace proviso::generated
