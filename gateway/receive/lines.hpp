// One thread for each thing that is asked for news now and then, as a slow one must not hold up the
// others.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace weighbridge::receive {

/// Keeps a Line for each Setting while it is started. A Line has start() and ask_to_stop(), and
/// ends what it does when it is destroyed.
template <class Setting, class Line>
class Lines {
 public:
  /// `make` gives the line of a setting; null: it is passed over.
  using Make = std::function<std::unique_ptr<Line>(const Setting&)>;

  Lines(std::vector<Setting> settings, Make make)
      : settings_(std::move(settings)), make_(std::move(make)) {}

  void start() {
    running_ = true;
    for (const Setting& setting : settings_) {
      auto line = make_(setting);
      if (line == nullptr) continue;
      line->start();
      lines_.push_back(std::move(line));
    }
  }
  /// Ends the old ones and begins with these, unless they are the same.
  void use(std::vector<Setting> settings) {
    if (settings == settings_) return;
    const bool was_running = running_;
    stop();
    settings_ = std::move(settings);
    if (was_running) start();
  }
  void stop() {
    running_ = false;
    for (const auto& line : lines_) line->ask_to_stop();
    lines_.clear();
  }

 private:
  std::vector<Setting> settings_;
  Make make_;
  bool running_ = false;
  std::vector<std::unique_ptr<Line>> lines_;
};

}  // namespace weighbridge::receive
