#include "cli/report/json_history.h"

#include "cli/report/words.h"
#include "language/format_value.h"
#include "replay/clauses.h"

namespace proviso::cli {
namespace {

using language::Agreement;
using language::SourceMap;
using language::VariableId;

// Without parameters the value itself; with parameters a list of {arguments, value}, where null arguments stand for all
// that are not listed.
Json json_table(const Agreement& agreement, const std::vector<VariableId>& parameters, const language::Type& type,
                const properties::Table& table) {
  if (parameters.empty()) return json_value(agreement, type, table.at({}));
  Json rows = Json::array();
  for (const auto& [arguments, value] : table.listed) {
    rows.push_back({{"arguments", json_arguments(agreement, parameters, arguments)},
                    {"value", json_value(agreement, type, value)}});
  }
  rows.push_back({{"arguments", nullptr}, {"value", json_value(agreement, type, table.otherwise)}});
  return rows;
}

Json json_statements(const SourceMap& sources, const Agreement& agreement,
                     const std::vector<language::StatementId>& statements) {
  Json list = Json::array();
  for (const language::StatementId statement : statements) {
    list.push_back(json_clause(sources, agreement, replay::clause_of(agreement, statement), agreement[statement].span));
  }
  return list;
}

Json json_event_arguments(const Agreement& agreement, const properties::Event& event) {
  Json object = Json::object();
  const std::vector<language::Field>& fields = agreement[event.action].parameters;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    object[fields[i].name] = json_value(agreement, fields[i].type, event.arguments[i]);
  }
  return object;
}

// The arguments of the event that triggered the duty; null if none did.
Json json_trigger(const Agreement& agreement, const replay::OutstandingDuty& duty) {
  const language::ActionId* action = language::triggering_action(replay::duty_rule(agreement, duty.statement));
  return action == nullptr ? Json(nullptr) : json_event_arguments(agreement, {*action, duty.trigger});
}

Json json_broken(const SourceMap& sources, const Agreement& agreement,
                 const std::vector<replay::BrokenCovenant>& broken) {
  Json list = Json::array();
  for (const replay::BrokenCovenant& covenant : broken) {
    const language::StatementId id = covenant.statement;
    Json entry = json_clause(sources, agreement, replay::clause_of(agreement, id), agreement[id].span);
    entry["party"] = agreement[covenant.party].name;
    list.push_back(std::move(entry));
  }
  return list;
}

Json json_parties(const Agreement& agreement, const std::set<language::PartyId>& parties) {
  Json list = Json::array();
  for (const language::PartyId party : parties) list.push_back(agreement[party].name);
  return list;
}

Json json_duties(const SourceMap& sources, const Agreement& agreement,
                 const std::vector<replay::OutstandingDuty>& duties) {
  Json list = Json::array();
  for (const replay::OutstandingDuty& duty : duties) {
    Json entry =
        json_clause(sources, agreement, replay::clause_of(agreement, duty.statement), agreement[duty.statement].span);
    entry["party"] = agreement[duty.party].name;
    entry["created"] = language::format_day(duty.created);
    entry["deadline"] = duty.deadline ? Json(language::format_day(*duty.deadline)) : Json(nullptr);
    entry["trigger"] = json_trigger(agreement, duty);
    entry["overdue"] = duty.overdue;
    list.push_back(std::move(entry));
  }
  return list;
}

Json json_tallies(const Agreement& agreement, const std::vector<replay::TallyValue>& values) {
  Json object = Json::object();
  for (const replay::TallyValue& tally_value : values) {
    const language::Tally& tally = agreement[tally_value.tally];
    const Json value = tally_value.value ? json_value(agreement, tally.type, *tally_value.value) : Json(nullptr);
    if (tally.parameters.empty()) {
      object[tally.name] = value;
      continue;
    }
    const Json arguments = json_arguments(agreement, tally.parameters, tally_value.arguments);
    object[tally.name].push_back({{"arguments", arguments}, {"value", value}});
  }
  return object;
}

void add_judgement(Json& entry, const SourceMap& sources, const Agreement& agreement,
                   const replay::Judgement& judgement) {
  entry["tallies"] = json_tallies(agreement, judgement.tallies);
  entry["duties"] = json_duties(sources, agreement, judgement.duties);
  entry["permitted"] = judgement.permitted;
  entry["reserved"] = judgement.reserved_uncovered;
  entry["forbidden_by"] = json_statements(sources, agreement, judgement.forbidden_by);
  entry["permitted_by"] = json_statements(sources, agreement, judgement.permitted_by);
  entry["created"] = json_statements(sources, agreement, judgement.created);
  entry["discharged"] = json_statements(sources, agreement, judgement.discharged);
  entry["lapsed"] = json_statements(sources, agreement, judgement.lapsed);
  entry["overdue"] = json_statements(sources, agreement, judgement.overdue);
  entry["broken"] = json_broken(sources, agreement, judgement.broken);
  entry["breached"] = json_parties(agreement, judgement.breached);
}

Json json_moment(const SourceMap& sources, const Agreement& agreement, const properties::Moment& moment,
                 const replay::Judgement& judgement) {
  Json entry = json_bare_moment(agreement, moment);
  entry["conditions"] = Json::object();
  for (std::size_t c = 0; c < moment.conditions.size(); ++c) {
    const language::Condition& condition = agreement.conditions[c];
    entry["conditions"][condition.name] =
        json_table(agreement, condition.parameters, {.sort = language::Sort::kBool}, moment.conditions[c]);
  }
  add_judgement(entry, sources, agreement, judgement);
  return entry;
}

Json json_terms(const Agreement& agreement, const properties::History& history) {
  Json object = Json::object();
  for (std::size_t t = 0; t < history.terms.size(); ++t) {
    const language::Term& term = agreement.terms[t];
    object[term.name] = json_table(agreement, term.parameters, term.type, history.terms[t]);
  }
  return object;
}

Json json_readings(const Agreement& agreement, const properties::History& history) {
  Json object = Json::object();
  for (std::size_t r = 0; r < history.readings.size(); ++r) {
    object[agreement.readings[r].name] = agreement.readings[r].choices[history.readings[r]].name;
  }
  return object;
}

}  // namespace

Json json_value(const Agreement& agreement, const language::Type& type, const language::Value& value) {
  if (const bool* truth = std::get_if<bool>(&value)) return *truth;
  return language::format_value(agreement, value, type);
}

Json json_arguments(const Agreement& agreement, const std::vector<VariableId>& parameters,
                    const properties::Arguments& arguments) {
  Json object = Json::object();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const language::Variable& parameter = agreement[parameters[i]];
    object[parameter.name] = properties::any_other_number(arguments[i])
                                 ? Json(argument_text(agreement, arguments[i], parameter.type))
                                 : json_value(agreement, parameter.type, arguments[i]);
  }
  return object;
}

Json json_clause(const SourceMap& sources, const Agreement& agreement, language::ClauseId clause, language::Span span) {
  return {{"id", agreement.name + "." + agreement[clause].name},
          {"file", sources.path(span.file)},
          {"line", sources.position(span.file, span.begin).line}};
}

Json json_bare_moment(const Agreement& agreement, const properties::Moment& moment) {
  Json entry;
  entry["date"] = language::format_day(moment.date);
  entry["event"] = moment.event ? Json(agreement[moment.event->action].name) : Json(nullptr);
  entry["arguments"] = moment.event ? json_event_arguments(agreement, *moment.event) : Json(nullptr);
  return entry;
}

Json json_history(const SourceMap& sources, const Agreement& agreement, const PropertyResult& result) {
  if (!result.verdict.history || !result.trace) return nullptr;
  const properties::History& history = *result.verdict.history;
  Json object;
  object["terms"] = json_terms(agreement, history);
  object["readings"] = json_readings(agreement, history);
  object["for_any"] = json_arguments(agreement, result.goal.for_any, history.for_any);
  object["moments"] = Json::array();
  for (std::size_t i = 0; i < result.trace->judgements.size(); ++i) {
    object["moments"].push_back(json_moment(sources, agreement, history.moments[i], result.trace->judgements[i]));
  }
  return object;
}

}  // namespace proviso::cli
