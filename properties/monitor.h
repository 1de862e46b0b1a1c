// `whenever T where F, G within D` as a question about one moment: a monitor, after the observers of synchronous
// languages (N. Halbwachs, F. Lagnier, P. Raymond, "Synchronous observers and the verification of reactive systems",
// 1993).
//
// The agreement gets a condition that the world decides freely, and a duty to ensure G within D whenever T where F, if
// that condition allows it. One occasion at a time is watched, and any of them can be: so every history of the first
// agreement in which an occasion is missed is, with some values of the condition, one of the second in which the duty
// is overdue, and the other way round.
#pragma once

#include "properties/goal.h"
#include "properties/verdict.h"

namespace proviso::properties {

// The agreement with its monitor (Agreement::monitor): the last of its statements, texts, clauses and conditions.
// Nobody owes what it watches: it is no part of `settled`, `owed_by`, `breached`, compliance, and does not hold up the
// date.
struct Monitored {
  language::Agreement agreement;
  Goal goal;  // kKeep: the monitor's duty is not overdue
};

// Of a goal of kind kRespond.
Monitored monitored(const language::Agreement& agreement, const Goal& goal);

// What was found there, said of the agreement without monitor.
History without_monitor(History history);
Verdict without_monitor(const language::Agreement& agreement, Verdict verdict);

}  // namespace proviso::properties
