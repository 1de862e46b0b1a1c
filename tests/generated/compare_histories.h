// Random histories of one agreement, read by the interpreter and by the encoder.
#pragma once

#include "tests/generated/examination.h"

namespace proviso::generated {

std::optional<Disagreement> compare_histories(const random_histories::Sample& sample, std::uint64_t seed,
                                              const Effort& effort, Figures& figures);

}  // namespace proviso::generated
