// What the process says to who started it.
#pragma once

namespace proviso::cli {

enum ExitCode : int {
  kExitFine = 0,
  kExitUnexpected = 1,    // a verdict is not as expected, a file not laid out
  kExitWrong = 2,         // the input or the call is wrong
  kExitUnknown = 3,       // unknown, or searched only up to n moments
  kExitDisagreement = 4,  // two parts of the program contradict each other
  kExitInterrupted = 130,
};

}  // namespace proviso::cli
