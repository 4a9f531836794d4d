// What can be counted while the gateway runs, in Prometheus' text form at /metrics
// (docs/operating/metrics.md). Every metric is a row of a table in metrics.cpp.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weighbridge::operate {

/// All names of the table.
std::vector<std::string> metric_names();

using Labels = std::map<std::string, std::string>;

/// Used by all threads at once. Names that the table does not have throw std::out_of_range: a slip
/// of ours, found by the first test that passes there.
class Metrics {
 public:
  Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  ~Metrics();

  void count(std::string_view name, const Labels& labels = {}, double by = 1);
  /// Brings a counter that somebody else keeps to its total.
  void raise(std::string_view name, double total, const Labels& labels = {});
  void set(std::string_view name, double value, const Labels& labels = {});
  /// Into the histogram of that name.
  void observe(std::string_view name, double value, const Labels& labels = {});
  /// Forgets all values of a gauge, before it is set anew.
  void clear(std::string_view name);

  /// Called before each text(), to set what is only known by asking. Not while others ask.
  void on_scrape(std::function<void(Metrics&)> sample);
  /// Everything, as Prometheus reads it (text format 0.0.4).
  std::string text();

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace weighbridge::operate
