// Makes a history easy to read: among all of the same length that do the same, one with few events, on dates that
// matter, with whole and round amounts. Plain checks on one solver, one wish after the other; what can not be had is
// left. Z3's optimiser is not used: it is wrong on reals under strict bounds.
#pragma once

#include "encode/unrolling.h"
#include "solver/session.h"

namespace proviso::solver {

// The session's requirements are satisfiable; they are extended by what is wished and possible, until every input has a
// rational value. Returns a model of it all, or none where some value can only be irrational or a check is cut.
std::optional<z3::model> make_plain(Session& session, encode::Unrolling& unrolling, const properties::Goal& goal);

}  // namespace proviso::solver
