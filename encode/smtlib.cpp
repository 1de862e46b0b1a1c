#include "encode/smtlib.h"

#include <fmt/format.h>

#include <cctype>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace proviso::encode {

namespace {

std::string operator_name(const z3::func_decl& f) {
  switch (f.decl_kind()) {
    case Z3_OP_AND:
      return "and";
    case Z3_OP_OR:
      return "or";
    case Z3_OP_NOT:
      return "not";
    case Z3_OP_IMPLIES:
      return "=>";
    case Z3_OP_EQ:
    case Z3_OP_IFF:
      return "=";
    case Z3_OP_DISTINCT:
      return "distinct";
    case Z3_OP_ITE:
      return "ite";
    case Z3_OP_LE:
      return "<=";
    case Z3_OP_GE:
      return ">=";
    case Z3_OP_LT:
      return "<";
    case Z3_OP_GT:
      return ">";
    case Z3_OP_ADD:
      return "+";
    case Z3_OP_SUB:
    case Z3_OP_UMINUS:
      return "-";
    case Z3_OP_MUL:
      return "*";
    case Z3_OP_DIV:
      return "/";
    case Z3_OP_TO_REAL:
      return "to_real";
    default:
      throw std::logic_error("no SMT-LIB spelling for " + f.name().str());
  }
}

std::string integer(std::string digits, bool real) {
  const bool negative = digits.starts_with('-');
  if (negative) digits.erase(0, 1);
  if (real) digits += ".0";
  return negative ? fmt::format("(- {})", digits) : digits;
}

std::string numeral(const z3::expr& e) {
  const std::string digits = Z3_get_numeral_string(e.ctx(), e);
  const std::size_t slash = digits.find('/');
  if (slash == std::string::npos) return integer(digits, e.is_real());
  return fmt::format("(/ {} {})", integer(digits.substr(0, slash), true), integer(digits.substr(slash + 1), true));
}

// Writes one script. Nodes are visited with an explicit stack: expressions can be deep.
class Printer {
 public:
  std::string script(const std::string& title, const std::vector<z3::expr>& assertions) {
    for (const z3::expr& assertion : assertions) body_ += fmt::format("(assert {})\n", text(assertion));
    return fmt::format("; {}\n(set-logic ALL)\n{}{}(check-sat)\n", title, declarations_, body_);
  }

  std::optional<std::string> script_for_none(const std::string& title, const std::vector<z3::expr>& given,
                                             const z3::expr& free, const std::vector<z3::expr>& refused) {
    text(free);
    for (const z3::expr& assertion : given) body_ += fmt::format("(assert {})\n", text(assertion));
    if (symbols_.size() != 1) throw std::logic_error("encode: more than one free constant");
    const std::string outside = std::exchange(declarations_, "");
    const std::string before = std::exchange(body_, "");
    quantified_ = true;
    std::string all;
    for (const z3::expr& fact : refused) all += " " + text(fact);
    if (of_functions_) return std::nullopt;
    return fmt::format("; {}\n(set-logic ALL)\n{}{}(assert (forall (\n{})\n{}(not (and{})){}))\n(check-sat)\n", title,
                       outside, before, declarations_, body_, all, std::string(definitions_inside_, ')'));
  }

 private:
  // What stands for the expression: a literal, a symbol, or the name of its definition.
  std::string text(const z3::expr& root) {
    std::vector<z3::expr> pending{root};
    while (!pending.empty()) {
      const z3::expr e = pending.back();
      if (done(e)) {
        pending.pop_back();
        continue;
      }
      const std::size_t before = pending.size();
      for (unsigned i = 0; i < e.num_args(); ++i) {
        if (!done(e.arg(i))) pending.push_back(e.arg(i));
      }
      if (pending.size() > before) continue;
      define(e);
      pending.pop_back();
    }
    return names_.at(Z3_get_ast_id(root.ctx(), root));
  }

  bool done(const z3::expr& e) const { return names_.contains(Z3_get_ast_id(e.ctx(), e)); }

  void define(const z3::expr& e) {
    const unsigned id = Z3_get_ast_id(e.ctx(), e);
    if (e.is_true() || e.is_false()) {
      names_[id] = e.is_true() ? "true" : "false";
    } else if (e.is_numeral()) {
      names_[id] = numeral(e);
    } else if (e.num_args() == 0) {
      names_[id] = symbol(e.decl());
    } else {
      std::string application =
          e.decl().decl_kind() == Z3_OP_UNINTERPRETED ? symbol(e.decl()) : operator_name(e.decl());
      for (unsigned i = 0; i < e.num_args(); ++i) application += " " + names_.at(Z3_get_ast_id(e.ctx(), e.arg(i)));
      const std::string name = fmt::format("d{}", definitions_++);
      body_ += quantified_ ? fmt::format("(let (({} ({})))\n", name, application)
                           : fmt::format("(define-fun {} () {} ({}))\n", name, e.get_sort().name().str(), application);
      definitions_inside_ += quantified_ ? 1 : 0;
      names_[id] = name;
    }
  }

  std::string symbol(const z3::func_decl& f) {
    const unsigned id = Z3_get_ast_id(f.ctx(), f);
    auto known = symbols_.find(id);
    if (known != symbols_.end()) return known->second;
    const std::string name = fmt::format("v{}", symbols_.size());
    of_functions_ = of_functions_ || f.arity() > 0;
    std::string domain;
    for (unsigned i = 0; i < f.arity(); ++i) domain += (i ? " " : "") + f.domain(i).name().str();
    declarations_ += quantified_ ? fmt::format("  ({} {}) ; {}\n", name, f.range().name().str(), f.name().str())
                                 : fmt::format("(declare-fun {} ({}) {}) ; {}\n", name, domain, f.range().name().str(),
                                               f.name().str());
    symbols_.emplace(id, name);
    return name;
  }

  std::string declarations_, body_;
  std::map<unsigned, std::string> names_, symbols_;
  std::size_t definitions_ = 0, definitions_inside_ = 0;
  bool quantified_ = false;  // symbols are variables from here on, definitions stand inside
  bool of_functions_ = false;
};

}  // namespace

std::string smtlib_script(const std::string& title, const std::vector<z3::expr>& assertions) {
  return Printer().script(title, assertions);
}

std::optional<std::string> smtlib_script_for_none(const std::string& title, const std::vector<z3::expr>& given,
                                                  const z3::expr& free, const std::vector<z3::expr>& refused) {
  return Printer().script_for_none(title, given, free, refused);
}

}  // namespace proviso::encode
