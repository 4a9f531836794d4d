// What one run of reconcile found out, as values; the printers in gateway/cli turn it into text,
// JSON and CSV.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cases/case.hpp"
#include "mappings/canonical/reference_data.hpp"
#include "matching/discrepancy.hpp"
#include "matching/explain.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::pipeline {

/// What this run read; what a store held before is not in it.
struct ReadCounts {
  std::uint64_t messages = 0;  ///< files that hold documents or events
  std::uint64_t receipts = 0;
  std::uint64_t lines = 0;  ///< of those receipts
  std::uint64_t events = 0;
  std::uint64_t repeated = 0;      ///< messages that were taken in before, byte for byte
  std::uint64_t judged_lines = 0;  ///< order lines that were judged again
};

/// A file, or one document of it, that has no part in the matching.
struct Rejected {
  std::string file;
  std::string set, control;  ///< the transaction set, where it is one
  std::string document;      ///< its number, where it is known
  Findings errors;           ///< never empty

  /// What the document is called: "856 0001, document SHP-1"; empty for a whole file.
  std::string title() const;
};

/// The same evidence under another policy.
struct OtherJudgement {
  std::string policy;  ///< its name
  matching::Judgement judgement;
};

struct Report {
  Instant as_of{};
  std::string policy;  ///< the name of what was judged by (M-7.5)
  std::string store;   ///< where the result was kept; empty: nowhere
  ReadCounts read;
  std::vector<Rejected> rejected;
  matching::Judgement judgement;
  std::vector<cases::Case> cases;    ///< open ones, and what this run settled; by number
  std::vector<std::string> case_of;  ///< for each discrepancy its case; empty for none
  std::optional<OtherJudgement> against;
  std::vector<matching::LineExplanation> explanations;
  ReferenceData reference;  ///< to call items and suppliers by their names
};

}  // namespace weighbridge::pipeline
