// Judges a part of what a store holds so that it comes out as among all the rest.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "gateway/pipeline/judging.hpp"
#include "gateway/pipeline/part.hpp"
#include "matching/parts/trace.hpp"

namespace weighbridge::pipeline {

/// Judges a part, and widens it until nothing that its results lean on is missing.
class PartJudge {
 public:
  /// All must outlive it. `last_latency` is used where the task does not measure it.
  PartJudge(const JudgingTask& task, const ItemNames& names, store::Reader& reader,
            std::optional<std::chrono::seconds> last_latency)
      : task_(task), names_(names), reader_(reader) {
    if (!task.measures_latency) latency_ = last_latency;
  }

  /// `stock`: the events about stock as such that are judged with it.
  matching::Judgement judge(Part& part, std::span<const matching::AcceptedEvent> stock,
                            matching::Trace& trace);
  std::optional<std::chrono::seconds> latency();

 private:
  matching::Judgement judge_once(const Part& part, std::span<const matching::AcceptedEvent> stock,
                                 matching::Trace& trace);
  bool widen(Part& part, const matching::Trace& trace);
  bool look_around(const Part& part, const matching::Trace& trace);
  bool count_alike(Part& part, const matching::Trace& trace);

  const JudgingTask& task_;
  const ItemNames& names_;
  store::Reader& reader_;
  std::optional<std::optional<std::chrono::seconds>> latency_;  ///< once it was asked for
  store::Sequences other_sequences_;
  std::vector<matching::AcceptedReceipt> other_orders_;  ///< whose prices are looked at
  /// When what is alike was found outside the part, by key.
  std::unordered_map<std::string, std::vector<Date>> days_alike_;
};

}  // namespace weighbridge::pipeline
