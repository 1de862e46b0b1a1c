#include "cli/interrupt.h"

#include <csignal>

namespace proviso::cli {
namespace {

volatile std::sig_atomic_t stop_asked = 0;

extern "C" void ask_to_stop(int) { stop_asked = 1; }

// A signal that is ignored already (a job in the background) stays ignored.
void catch_once(int signal) {
  struct sigaction present{};
  if (sigaction(signal, nullptr, &present) == 0 && present.sa_handler == SIG_IGN) return;
  struct sigaction action{};
  action.sa_handler = ask_to_stop;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

}  // namespace

void handle_signals() {
  catch_once(SIGINT);
  catch_once(SIGTERM);
  std::signal(SIGPIPE, SIG_IGN);
}

bool interrupted() noexcept { return stop_asked != 0; }

}  // namespace proviso::cli
