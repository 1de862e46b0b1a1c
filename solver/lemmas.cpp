#include "solver/lemmas.h"

#include <fmt/format.h>

namespace proviso::solver {

std::vector<z3::expr> any_arguments(const encode::Unrolling& unrolling, const Candidate& lemma) {
  std::vector<z3::expr> arguments;
  if (!lemma.about) return arguments;
  z3::context& context = unrolling.context();
  for (language::VariableId parameter : unrolling.agreement()[*lemma.about].parameters) {
    const language::Variable& declared = unrolling.agreement()[parameter];
    arguments.push_back(context.constant(fmt::format(":each:{}:{}", declared.name, parameter.index).c_str(),
                                         encode::sort_of(context, declared.type)));
  }
  return arguments;
}

std::size_t at_applications(encode::Unrolling& unrolling, const std::vector<Candidate>& pool, const LemmaSet& lemmas,
                            std::size_t first, const std::function<void(std::size_t lemma, const z3::expr&)>& take) {
  for (; first < unrolling.tally_instances().size(); ++first) {
    const encode::TallyInstance instance = unrolling.tally_instances()[first];
    for (std::size_t lemma : lemmas) {
      if (pool[lemma].about == instance.tally) take(lemma, pool[lemma].at(unrolling, 0, instance.arguments));
    }
  }
  return first;
}

}  // namespace proviso::solver
