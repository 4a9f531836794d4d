#include "gateway/intake/file_walk.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>

namespace weighbridge::intake {
namespace {

namespace fs = std::filesystem;

constexpr int kDepthMax = 64;  // deeper is a loop of mounts, not somebody's filing

class Walker {
 public:
  void take(const std::string& path) {
    if (path == "-") {
      add(path, path);
      return;
    }
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      trouble(path, status.type() == fs::file_type::not_found ? ENOENT : error.value());
    } else if (fs::is_directory(status)) {
      const std::size_t files_before = walk_.files.size();
      const std::size_t troubles_before = walk_.troubles.size();
      descend(path, 0);
      if (walk_.files.size() == files_before && walk_.troubles.size() == troubles_before)
        walk_.troubles.push_back(
            {path, "the folder holds no files", "put files into it, or name another"});
    } else {
      add(path, path);
    }
  }

  FileWalk result() { return std::move(walk_); }

 private:
  void descend(const fs::path& folder, int depth) {
    if (depth > kDepthMax) {
      walk_.troubles.push_back({folder.string(), "folders are nested too deeply here",
                                "move the messages closer to the top"});
      return;
    }
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
      entries.push_back(*at);
    if (error) trouble(folder.string(), error.value());
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& entry : entries) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with('.')) continue;
      if (entry.is_directory(error) && !entry.is_symlink(error))
        descend(entry.path(), depth + 1);
      else if (entry.is_regular_file(error))
        add(entry.path().string(), entry.path());
    }
  }

  /// A file that is reached on two ways is still one file.
  void add(const std::string& name, const fs::path& path) {
    std::error_code error;
    const fs::path real = name == "-" ? path : fs::weakly_canonical(path, error);
    if (seen_.insert(error ? path : real).second) walk_.files.push_back(name);
  }

  void trouble(const std::string& path, int error) {
    walk_.troubles.push_back(trouble_of(path, error));
  }

  FileWalk walk_;
  std::set<fs::path> seen_;
};

}  // namespace

FileWalk walk(const std::vector<std::string>& paths) {
  Walker walker;
  for (const std::string& path : paths) walker.take(path);
  return walker.result();
}

}  // namespace weighbridge::intake
