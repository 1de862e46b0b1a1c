// Z3 forgets an interrupt that reaches it before a check has begun, so it is repeated until the check is over.
#include "solver/watch.h"

namespace proviso::solver {

namespace {
constexpr std::chrono::milliseconds kGlance{50};
}

Watch::Watch(std::function<bool()> interrupted, std::chrono::seconds patience)
    : interrupted_(std::move(interrupted)), patience_(patience), thread_([this] { run(); }) {}

Watch::~Watch() {
  {
    const std::lock_guard guard(mutex_);
    over_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Watch::begin(z3::context* context) {
  {
    const std::lock_guard guard(mutex_);
    running_ = context;
    since_ = std::chrono::steady_clock::now();
  }
  if (context != nullptr) changed_.notify_one();
}

void Watch::pause() const {
  if (interrupted_ && interrupted_()) throw Interrupted();
}

bool Watch::clock_acted() const {
  const std::lock_guard guard(mutex_);
  return clock_acted_;
}

void Watch::start_over() {
  const std::lock_guard guard(mutex_);
  clock_acted_ = false;
}

void Watch::run() {
  std::unique_lock lock(mutex_);
  while (!over_) {
    if (running_ == nullptr) {
      changed_.wait(lock, [this] { return over_ || running_ != nullptr; });
      continue;
    }
    changed_.wait_for(lock, kGlance, [this] { return over_; });
    if (over_ || running_ == nullptr) continue;
    const bool too_long = std::chrono::steady_clock::now() - since_ > patience_;
    clock_acted_ = clock_acted_ || too_long;
    if (too_long || (interrupted_ && interrupted_())) running_->interrupt();
  }
}

}  // namespace proviso::solver
