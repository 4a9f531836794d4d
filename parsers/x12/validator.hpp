// Checks a transaction set against its dictionary and finds its loops.
#pragma once

#include <cstdint>

#include "parsers/edi/set_findings.hpp"
#include "parsers/edi/structure_matcher.hpp"
#include "parsers/x12/element_checker.hpp"
#include "parsers/x12/hierarchy.hpp"

namespace weighbridge::x12 {

/// Which flaw is an error and which a warning is in docs/formats/x12.md. Reused from set to set.
class Validator {
 public:
  explicit Validator(std::uint32_t findings_max)
      : findings_(findings_max),
        structure_(findings_),
        elements_(findings_),
        hierarchy_(findings_) {}
  Validator(const Validator&) = delete;
  Validator& operator=(const Validator&) = delete;

  /// `set` has its segments, delimiters and version; this fills the rest: dictionary, loops,
  /// hierarchy, findings, accepted.
  void validate(TransactionSet& set, const Dictionaries& dictionaries);

  /// To add findings to the set that was validated last.
  SetFindings& findings() { return findings_; }

 private:
  void choose_dictionary(TransactionSet& set, const Dictionaries& dictionaries);
  void check_trailer(const TransactionSet& set);

  SetFindings findings_;
  StructureMatcher structure_;
  ElementChecker elements_;
  HierarchyBuilder hierarchy_;
  const SetRule* rule_ = nullptr;
};

}  // namespace weighbridge::x12
