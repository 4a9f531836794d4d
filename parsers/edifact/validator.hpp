// Checks a message against its directory and finds its groups.
#pragma once

#include <cstdint>

#include "parsers/edi/set_findings.hpp"
#include "parsers/edi/structure_matcher.hpp"
#include "parsers/edifact/element_checker.hpp"
#include "parsers/edifact/hierarchy.hpp"
#include "parsers/edifact/plain_text.hpp"

namespace weighbridge::edifact {

/// How EDIFACT numbers flaws: 0085.
extern const FlawStyle kEdifactFlaws;

/// Which flaw is an error and which a warning is in docs/formats/edifact.md. Reused from message to
/// message.
class Validator {
 public:
  explicit Validator(std::uint32_t findings_max)
      : findings_(findings_max, kEdifactFlaws),
        structure_(findings_),
        elements_(findings_),
        hierarchy_(findings_) {}
  Validator(const Validator&) = delete;
  Validator& operator=(const Validator&) = delete;

  /// `set` has its segments, delimiters and version; this fills the rest: dictionary, loops,
  /// hierarchy, findings, accepted. `plain` says what was done to its text.
  void validate(TransactionSet& set, const Dictionaries& directories, const PlainReport& plain,
                const CharacterSet& characters);

  /// To add findings to the message that was validated last.
  SetFindings& findings() { return findings_; }

 private:
  void choose_dictionary(TransactionSet& set, const Dictionaries& directories);
  void check_trailer(const TransactionSet& set);
  void check_packages(const TransactionSet& set);
  void check_counts(const TransactionSet& set);
  void note_text(const PlainReport& plain, const CharacterSet& characters);

  SetFindings findings_;
  StructureMatcher structure_;
  ElementChecker elements_;
  HierarchyBuilder hierarchy_;
  const SetRule* rule_ = nullptr;
};

}  // namespace weighbridge::edifact
