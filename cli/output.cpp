#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace proviso::cli {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kNewFileMode = 0666;

std::string last_error() { return std::generic_category().message(errno); }

tl::unexpected<std::string> can_not_write(const std::string& path, std::string_view why) {
  return tl::unexpected(fmt::format("`{}` can not be written: {}", path, why));
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// The rights of the file that is there, or those a new file gets.
mode_t mode_for(const std::string& target) {
  struct stat there{};
  if (::stat(target.c_str(), &there) == 0) return there.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return kNewFileMode & ~mask;
}

// A file of its own beside the target, for as long as it is not placed.
class Temporary {
 public:
  explicit Temporary(const std::string& target)
      : path_(target + ".XXXXXX"), descriptor_(::mkostemp(path_.data(), O_CLOEXEC)) {}
  ~Temporary() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!placed_) ::unlink(path_.c_str());
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  bool made() const { return descriptor_ >= 0; }

  // False: errno says why not.
  bool place(std::string_view text, const std::string& target) {
    placed_ = write_all(descriptor_, text) && ::fchmod(descriptor_, mode_for(target)) == 0 &&
              ::fsync(descriptor_) == 0 && ::rename(path_.c_str(), target.c_str()) == 0;
    return placed_;
  }

 private:
  std::string path_;
  int descriptor_;
  bool placed_ = false;
};

}  // namespace

Output::Output(int descriptor, std::optional<std::string> path, std::string target)
    : descriptor_(descriptor), path_(std::move(path)), target_(std::move(target)) {}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      target_(std::move(other.target_)) {}

Output::~Output() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

Output Output::standard() { return {STDOUT_FILENO, std::nullopt, ""}; }

tl::expected<Output, std::string> Output::open(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return can_not_write(path, "it is a folder");
  if (fs::exists(status) && ::access(path.c_str(), W_OK) != 0) return can_not_write(path, last_error());
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return can_not_write(path, last_error());
    return Output(descriptor, path, "");
  }
  const fs::path target = fs::exists(status) ? fs::canonical(path, error) : fs::path(path);
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  if (!fs::exists(folder, error)) {
    return can_not_write(path, fmt::format("the folder `{}` does not exist", folder.native()));
  }
  if (!Temporary(target.native()).made()) return can_not_write(path, last_error());
  return Output(-1, path, target.native());
}

tl::expected<void, std::string> Output::replace(std::string_view text) const {
  Temporary file(target_);
  if (!file.made() || !file.place(text, target_)) return can_not_write(*path_, last_error());
  return {};
}

tl::expected<void, std::string> Output::write(std::string_view text) {
  if (!target_.empty()) return replace(text);
  if (write_all(descriptor_, text) || (!path_ && errno == EPIPE)) return {};
  return can_not_write(path_.value_or("standard output"), last_error());
}

}  // namespace proviso::cli
