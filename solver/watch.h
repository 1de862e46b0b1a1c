// Ends checks that must not go on: when somebody asks to stop; and, as a safety net, when one lasts longer than a fixed
// time although its budget is not spent (some steps of Z3 count little). The clock can only turn an answer into
// `undecided`, and what it did is told.
#pragma once

#include <z3++.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "solver/limits.h"

namespace proviso::solver {

class Watch {
 public:
  // `interrupted` is asked before each check, and a few times a second, in a thread of its own, while one runs.
  Watch(std::function<bool()> interrupted, std::chrono::seconds patience);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // The check that runs in this context as long as the guard lives. One at a time.
  class Guard {
   public:
    Guard(Watch& watch, z3::context& context) : watch_(watch) { watch_.begin(&context); }
    ~Guard() { watch_.begin(nullptr); }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

   private:
    Watch& watch_;
  };

  // To be called between checks. Throws Interrupted if somebody asked to stop.
  void pause() const;

  // The clock has ended a check since it started over.
  bool clock_acted() const;
  void start_over();

 private:
  void begin(z3::context* context);
  void run();

  std::function<bool()> interrupted_;
  std::chrono::seconds patience_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  z3::context* running_ = nullptr;
  std::chrono::steady_clock::time_point since_;
  bool clock_acted_ = false;
  bool over_ = false;
  std::thread thread_;
};

}  // namespace proviso::solver
