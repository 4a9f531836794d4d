// What a partner says of our maps: config/partners/*.yaml (docs/formats/partners.md).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/maps/answers.hpp"
#include "mappings/maps/table_reader.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::maps {

/// A named oddity of a sender. Each has a paragraph in docs/formats/partners.md.
enum class Switch : std::uint8_t {
  parts_repeat_quantity,  ///< levels below a line state its quantity once more, they do not split
                          ///< it
  written_decimals,       ///< amounts are as written, also where the standard implies decimals
  running_line_numbers,   ///< the document's line numbers are not to be relied on
  sent_by_network,        ///< the sender carries for others: the names in the document say more
};

struct SwitchInfo {
  Switch which;
  std::string_view name;  ///< as partner files write it
};

std::span<const SwitchInfo> switches();

/// One `maps:` entry of a partner, with the nodes that hold for all maps of the partner. Where the
/// entry is a map of the partner's own, `rules` is null: there is nothing that it could change.
struct PartnerRules {
  std::string file;      ///< that it stands in, for mistakes
  std::string name;      ///< "acme@1.0.0"
  std::string supplier;  ///< our id of who sends; empty: the map's rules find it
  const yaml::Node* rules = nullptr;
  const yaml::Node* values = nullptr;  ///< how the partner writes numbers and dates; may be null
};

/// A partner file, whose first key is `partner`. Borrows from the tree it was read from.
struct PartnerFile {
  std::string name, supplier;        ///< "acme@1.0.0"
  std::vector<std::string> senders;  ///< "ACME", "ZZ:ACME", a GLN
  const yaml::Node* values = nullptr;
  std::optional<Answers> answers;       ///< what it wants to hear; nothing: what is usual
  std::vector<const yaml::Node*> maps;  ///< each with `extends`, or a map of its own with `map`
};

/// Reads the head of a partner file; nothing when it has no maps that could be looked at. Mistakes
/// are told to the table.
std::optional<PartnerFile> read_partner_file(const yaml::Node& root, TableReader& table);

/// Three numbers, such as 1.0.0.
bool is_semantic_version(std::string_view text);

}  // namespace weighbridge::maps
