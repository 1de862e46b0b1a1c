#include "encode/terms.h"

#include <set>

namespace proviso::encode {

using language::Sort;

z3::expr conjunction(const z3::expr& a, const z3::expr& b) {
  if (a.is_true() || b.is_false()) return b;
  if (b.is_true() || a.is_false()) return a;
  return a && b;
}

z3::expr disjunction(const z3::expr& a, const z3::expr& b) {
  if (a.is_false() || b.is_true()) return b;
  if (b.is_false() || a.is_true()) return a;
  return a || b;
}

z3::expr negation(const z3::expr& a) {
  if (a.is_true()) return a.ctx().bool_val(false);
  if (a.is_false()) return a.ctx().bool_val(true);
  if (a.is_not()) return a.arg(0);
  return !a;
}

z3::expr implication(const z3::expr& a, const z3::expr& b) { return disjunction(negation(a), b); }

z3::expr choice(const z3::expr& condition, const z3::expr& then_value, const z3::expr& else_value) {
  if (condition.is_true() || z3::eq(then_value, else_value)) return then_value;
  if (condition.is_false()) return else_value;
  if (then_value.is_bool()) {
    if (then_value.is_true()) return disjunction(condition, else_value);
    if (then_value.is_false()) return conjunction(negation(condition), else_value);
    if (else_value.is_false()) return conjunction(condition, then_value);
    if (else_value.is_true()) return disjunction(negation(condition), then_value);
  }
  return z3::ite(condition, then_value, else_value);
}

z3::expr equality(const z3::expr& a, const z3::expr& b) {
  if (z3::eq(a, b)) return a.ctx().bool_val(true);
  if (a.is_numeral() && b.is_numeral() && z3::eq(a.get_sort(), b.get_sort())) return a.ctx().bool_val(false);
  return a == b;
}

z3::expr conjunction(z3::context& context, const std::vector<z3::expr>& parts) {
  z3::expr_vector kept(context);
  for (const z3::expr& part : parts) {
    if (part.is_false()) return part;
    if (!part.is_true()) kept.push_back(part);
  }
  if (kept.empty()) return context.bool_val(true);
  return kept.size() == 1 ? kept[0] : z3::mk_and(kept);
}

z3::expr disjunction(z3::context& context, const std::vector<z3::expr>& parts) {
  z3::expr_vector kept(context);
  for (const z3::expr& part : parts) {
    if (part.is_true()) return part;
    if (!part.is_false()) kept.push_back(part);
  }
  if (kept.empty()) return context.bool_val(false);
  return kept.size() == 1 ? kept[0] : z3::mk_or(kept);
}

z3::sort sort_of(z3::context& context, const language::Type& type) {
  switch (type.sort) {
    case Sort::kBool:
      return context.bool_sort();
    case Sort::kNumber:
    case Sort::kMoney:
      return context.real_sort();
    case Sort::kWhole:
    case Sort::kDays:
    case Sort::kMonths:
    case Sort::kDate:
    case Sort::kParty:
    case Sort::kKind:
      break;
  }
  return context.int_sort();
}

z3::expr day_literal(z3::context& context, language::Day day) {
  return context.int_val(static_cast<std::int64_t>(day.time_since_epoch().count()));
}

z3::expr literal(z3::context& context, const language::Type& type, const language::Value& value) {
  if (const bool* truth = std::get_if<bool>(&value)) return context.bool_val(*truth);
  if (const language::Day* day = std::get_if<language::Day>(&value)) return day_literal(context, *day);
  if (const language::Member* member = std::get_if<language::Member>(&value)) return context.int_val(member->index);
  const std::string digits = std::get<mpq_class>(value).get_str();
  return sort_of(context, type).is_real() ? context.real_val(digits.c_str()) : context.int_val(digits.c_str());
}

z3::expr as_real(const z3::expr& e) {
  if (!e.is_int()) return e;
  if (e.is_numeral()) return e.ctx().real_val(e.get_decimal_string(0).c_str());
  return z3::expr(e.ctx(), Z3_mk_int2real(e.ctx(), e));
}

bool multiplies(const z3::expr& root) {
  std::vector<z3::expr> pending{root};
  std::set<unsigned> seen;  // ids of what is shared
  while (!pending.empty()) {
    const z3::expr e = pending.back();
    pending.pop_back();
    if (!seen.insert(Z3_get_ast_id(e.ctx(), e)).second) continue;
    unsigned unknowns = 0;
    for (unsigned i = 0; i < e.num_args(); ++i) {
      if (!e.arg(i).is_numeral()) ++unknowns;
      pending.push_back(e.arg(i));
    }
    if (e.is_app() && e.decl().decl_kind() == Z3_OP_MUL && unknowns > 1) return true;
    if (e.is_const() && e.decl().name().str().starts_with("product!")) return true;
  }
  return false;
}

}  // namespace proviso::encode
