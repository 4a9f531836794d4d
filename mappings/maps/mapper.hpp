// From what was gathered of a document to a canonical receipt, by a plan.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/event.hpp"
#include "mappings/canonical/receipt.hpp"
#include "mappings/maps/gathered.hpp"
#include "mappings/maps/line_choice.hpp"
#include "mappings/maps/party_directory.hpp"
#include "mappings/maps/plan.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::maps {

/// What the envelope says about where a document comes from. Views into the envelope.
struct Origin {
  std::string_view sender_qualifier, sender;          ///< ISA05, ISA06
  std::string_view group_sender;                      ///< GS02
  std::string_view control;                           ///< of the interchange: ISA13
  std::string_view document_control;                  ///< of the document in it: ST02
  std::string_view receiver_qualifier{}, receiver{};  ///< ISA07, ISA08
  std::string_view group_receiver{};                  ///< GS03
  bool relayed = false;  ///< the sender may be a network: a name in the document says more
};

struct MappedDocument {
  Receipt receipt;
  bool states_nothing = false;         ///< no goods and no money, and that is how the map wants it
  std::vector<InventoryEvent> events;  ///< where the plan gives events; the receipt is none then
  std::string supplier_rule;  ///< which rule of the contract named the supplier; empty: none did
};

/// Keeps its working memory from document to document. One for each thread.
class Mapper {
 public:
  /// `directory` must outlive the mapper.
  explicit Mapper(const PartyDirectory& directory) : directory_(directory) {}

  /// Maps what was gathered by `plan` from `source`. What cannot be read or does not add up is told
  /// in `findings` (scope `field`), as long as there are fewer than `findings_max`; the receipt
  /// holds what could be read. The memory of `spare`, a receipt that nobody needs any more, is used
  /// again.
  MappedDocument map(const Plan& plan, const Gathered& gathered, const SourceView& source,
                     const Origin& origin, Findings& findings, std::size_t findings_max,
                     Receipt&& spare = {});

 private:
  const PartyDirectory& directory_;
  std::vector<FrameChoice> choices_;
};

}  // namespace weighbridge::maps
