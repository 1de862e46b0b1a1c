#include "encode/print_system.h"

#include "encode/smtlib.h"
#include "encode/unrolling.h"

namespace proviso::encode {

std::string print_system(const language::Agreement& agreement) {
  const properties::Setting setting{std::vector<bool>(agreement.parties.size(), true),
                                    std::vector<bool>(agreement.clauses.size(), false)};
  z3::context context;
  Unrolling unrolling(context, agreement, setting, Start::kAnywhere);
  unrolling.add_moment();
  std::vector<z3::expr> assertions;
  for (std::uint32_t c = 0; c < agreement.clauses.size(); ++c) {
    assertions.push_back(unrolling.present(language::ClauseId{c}));
  }
  assertions.push_back(unrolling.considered(0));
  assertions.push_back(!unrolling.trouble(0));
  const std::vector<z3::expr> constraints = unrolling.take_constraints();
  assertions.insert(assertions.begin(), constraints.begin(), constraints.end());
  return smtlib_script(agreement.name + ": one moment, from any state", assertions);
}

}  // namespace proviso::encode
