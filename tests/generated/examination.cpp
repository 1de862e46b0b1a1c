#include "tests/generated/examination.h"

#include <fmt/format.h>

#include "tests/generated/compare_histories.h"
#include "tests/generated/compare_verdicts.h"

namespace proviso::generated {

namespace {

using Counts = std::map<std::string, std::size_t>;

void add(Counts& counts, const Counts& others) {
  for (const auto& [name, count] : others) counts[name] += count;
}

std::string show(const Counts& counts) {
  std::string text;
  for (const auto& [name, count] : counts) text += fmt::format("  {:6} {}\n", count, name);
  return text;
}

std::optional<Disagreement> compare_all(const random_histories::Sample& sample, std::uint64_t seed,
                                        const Effort& effort, Figures& figures) {
  if (auto found = compare_histories(sample, seed, effort, figures)) return found;
  return compare_verdicts(sample.agreement, effort, figures);
}

}  // namespace

void Figures::add(const Figures& others) {
  agreements += others.agreements;
  discards += others.discards;
  histories += others.histories;
  moments += others.moments;
  missed += others.missed;
  undecided += others.undecided;
  enumerated += others.enumerated;
  goals += others.goals;
  enumerated_goals += others.enumerated_goals;
  searches += others.searches;
  proofs += others.proofs;
  refutations += others.refutations;
  generated::add(verdicts, others.verdicts);
  generated::add(settled, others.settled);
  generated::add(depths, others.depths);
  generated::add(weaknesses, others.weaknesses);
  generated::add(constructs, others.constructs);
}

std::string show(const Figures& figures) {
  return fmt::format("{} agreements, {} discarded\n", figures.agreements, figures.discards) +
         fmt::format(
             "{} histories compared between interpreter and encoder, {} moments, {} of them without an answer in "
             "time; {} agreements cut\n",
             figures.histories, figures.moments, figures.missed, figures.undecided) +
         fmt::format("{} goals, {} of them against brute force, over {} histories\n", figures.goals,
                     figures.enumerated_goals, figures.enumerated) +
         fmt::format("{} proofs against {} searches, {} histories against induction\n", figures.proofs,
                     figures.searches, figures.refutations) +
         "verdicts:\n" + show(figures.verdicts) + "those that brute force comes to by itself:\n" +
         show(figures.settled) + "goals by the length of histories up to which brute force went:\n" +
         show(figures.depths) + "undecided where brute force decides:\n" + show(figures.weaknesses) +
         "agreements by construct:\n" + show(figures.constructs);
}

// What is thrown is a disagreement too: among the engines, or with what they were written for.
std::optional<Disagreement> examine(const random_histories::Sample& sample, std::uint64_t seed, const Effort& effort,
                                    Figures& figures) {
  for (const std::string& name : random_histories::names_of(sample.agreement)) ++figures.constructs[name];
  try {
    return compare_all(sample, seed, effort, figures);
  } catch (const std::exception& error) {
    return Disagreement{"thrown", error.what()};
  }
}

}  // namespace proviso::generated
