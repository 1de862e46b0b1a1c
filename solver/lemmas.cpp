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

bool is_about_some(const Candidate& lemma) { return lemma.about || lemma.about_duties; }

void at_applications(encode::Unrolling& unrolling, const std::vector<Candidate>& pool, const LemmaSet& lemmas,
                     Assumed& done, const std::function<void(std::size_t lemma, const z3::expr&)>& take) {
  const auto more_duties = [&] { return unrolling.commitments_at_start() > done.duties; };
  const auto more_tallies = [&] { return done.tallies < unrolling.tally_instances().size(); };
  while (more_tallies() || more_duties()) {
    for (; more_tallies(); ++done.tallies) {
      const encode::TallyInstance instance = unrolling.tally_instances()[done.tallies];
      for (std::size_t lemma : lemmas) {
        if (pool[lemma].about == instance.tally) take(lemma, pool[lemma].at(unrolling, 0, instance.arguments));
      }
    }
    if (!more_duties()) continue;
    done.duties = unrolling.commitments_at_start();
    for (std::size_t lemma : lemmas) {
      if (pool[lemma].about_duties) take(lemma, pool[lemma].at(unrolling, 0, {}));
    }
  }
}

}  // namespace proviso::solver
