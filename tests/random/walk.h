// Marks which constructs one moment needs, in the order and with the guards of the interpreter.
#pragma once

#include "replay/evaluate.h"
#include "tests/random/constructs.h"

namespace proviso::random_histories {

class Walk {
 public:
  // Both must outlive this.
  Walk(const language::Agreement& agreement, Names& names) : agreement_(agreement), names_(names) {}

  void mark(const std::string& name) { names_.insert(name); }

  // The formula's truth; undefined is false.
  bool holds(const replay::Context& context, language::ExprId formula);
  // Marks the name where there is a formula.
  bool holds(const replay::Context& context, const std::optional<language::ExprId>& formula, const std::string& name,
             bool if_absent);

  void read(const replay::Context& context, language::ExprId expression);

 private:
  void read(const replay::Context& context, const language::Binary& binary);
  void read(const replay::Context& context, const language::Happens& happens);
  void read(const replay::Context& context, const language::Owed& owed);
  void read(const replay::Context& context, const language::AtTrigger& node);

  const language::Agreement& agreement_;
  Names& names_;
};

}  // namespace proviso::random_histories
