// All maps of a configuration, compiled once.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/maps/answers.hpp"
#include "mappings/maps/gathered.hpp"
#include "mappings/maps/plan.hpp"
#include "mappings/maps/source_compiler.hpp"
#include "mappings/reader/table_text.hpp"

namespace weighbridge::maps {

/// Who sends a document, as its envelope says.
struct Senders {
  std::string_view qualifier, interchange;  ///< ISA05, ISA06; UNB 0007, 0004
  std::string_view group;                   ///< GS02
};

/// Thread-safe when const.
class MapSet {
 public:
  /// Compiles the files of maps/ and partners/: map files, the code lists they use
  /// (docs/formats/maps.md) and what partners say of them (docs/formats/partners.md).
  /// Every mistake of every file is added to `errors`; a map with mistakes is left out.
  /// `standards` say which elements and loops there are, and which numbers have implied
  /// decimals.
  static MapSet compile(std::span<const NamedText> files, const Standards& standards,
                        std::vector<TableError>& errors);

  /// The map that reads a transaction set such as ("X12", "856"); null when there is none.
  const Plan* find(std::string_view standard, std::string_view set) const;

  /// The same, by the rules of the partner who sends it where there are some.
  const Plan* find(std::string_view standard, std::string_view set, const Senders& senders) const;
  /// The plan of the partner that a party of the document names by its identifier, where `plan` is
  /// nobody's; null when no party is a partner.
  const Plan* of_parties(const Plan& plan, const Gathered& gathered) const;

  /// What the sender of an interchange, or of a group in it, wants to hear.
  Answers answers_to(const Senders& senders) const;

  /// Those that are for everybody.
  std::span<const Plan> plans() const { return plans_; }
  std::span<const Plan> partner_plans() const { return partner_plans_; }

 private:
  class Compiler;

  bool has_map(std::string_view id) const;
  const Plan* of_partner(std::string_view id, const Plan& standard) const;

  std::vector<Plan> plans_, partner_plans_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_sender_;  ///< partner_plans_
  std::map<std::string, Answers, std::less<>> answers_;                       ///< by sender
};

}  // namespace weighbridge::maps
