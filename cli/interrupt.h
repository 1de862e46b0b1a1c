// Stopping early: by a signal, at the next place that asks.
#pragma once

namespace proviso::cli {

// SIGINT and SIGTERM set the flag (a second one ends the process at once); SIGPIPE becomes an error of the write.
void handle_signals();

// A signal has asked to stop.
bool interrupted() noexcept;

}  // namespace proviso::cli
