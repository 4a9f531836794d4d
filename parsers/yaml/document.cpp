#include "parsers/yaml/document.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <unordered_map>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "parsers/yaml/guard.hpp"

namespace weighbridge::yaml {
namespace {

/// Ends the library's parse; it does not outlive `read`.
struct Refused {
  Finding finding;
};

Place place_of(const YAML::Mark& mark) {
  Place place;
  if (mark.is_null()) return place;
  place.offset = static_cast<std::uint64_t>(std::max(mark.pos, 0));
  place.line = static_cast<std::uint32_t>(std::max(mark.line, 0)) + 1;
  place.column = static_cast<std::uint32_t>(std::max(mark.column, 0)) + 1;
  return place;
}

Finding flaw(Place place, std::string message, std::string mend = {}) {
  Finding finding;
  finding.code = "YAML_SYNTAX";
  finding.place = std::move(place);
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  return finding;
}

/// Builds the tree from the library's events and refuses, at the first event that asks for it, what
/// we do not take. The library descends one call for each level only after it told us of the level,
/// so refusing here bounds its stack as well.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const Limits& limits) : limits_(limits) {}

  Node take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) {
      throw Refused{flaw(place_of(mark), "a second document begins here",
                         "keep one document a file; take the line `---` out")};
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add(new_node(mark), mark); }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_anchor(mark); }

  void OnAnchor(const YAML::Mark& mark, const std::string&) override { refuse_anchor(mark); }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    Node node = new_node(mark);
    node.kind = Kind::scalar;
    node.quoted = tag == "!";  // the library's tag for a scalar in quotes or a block
    refuse_tag(mark, node.quoted ? std::string{} : tag);
    node.text = value;
    add(std::move(node), mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(Kind::list, mark, tag);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(Kind::map, mark, tag);
  }
  void OnMapEnd() override { close(); }

 private:
  /// A list or map that is not closed yet.
  struct Open {
    Node node;
    std::optional<Entry> entry;  ///< of a map: the key whose value comes next
    std::unordered_map<std::string, std::uint32_t> lines;  ///< of a map: where each key stands
  };

  Node new_node(const YAML::Mark& mark) {
    if (++nodes_ > limits_.nodes_max) {
      throw Refused{flaw(
          place_of(mark),
          "the file holds more than the " + std::to_string(limits_.nodes_max) + " values allowed")};
    }
    const Place place = place_of(mark);
    Node node;
    node.line = place.line;
    node.column = place.column;
    return node;
  }

  void open(Kind kind, const YAML::Mark& mark, const std::string& tag) {
    refuse_tag(mark, tag);
    if (open_.size() >= limits_.depth_max) {
      throw Refused{flaw(place_of(mark), "the values are nested more than " +
                                             std::to_string(limits_.depth_max) + " levels deep")};
    }
    Open level;
    level.node = new_node(mark);
    level.node.kind = kind;
    if (!open_.empty() && open_.back().node.is_map() && !open_.back().entry) refuse_key(mark);
    open_.push_back(std::move(level));
  }

  void close() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node), {});
  }

  void add(Node node, const YAML::Mark& mark) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.is_list()) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.entry) {
      parent.entry->value = std::move(node);
      parent.node.entries.push_back(std::move(*parent.entry));
      parent.entry.reset();
    } else {
      parent.entry = key_from(std::move(node), parent, mark);
    }
  }

  static Entry key_from(Node key, Open& map, const YAML::Mark& mark) {
    if (!key.is_scalar()) refuse_key(mark);
    if (key.text == "<<" && !key.quoted) {
      throw Refused{flaw(place_of(mark), "merge keys are not taken here",
                         "write the keys out where they apply")};
    }
    const auto [earlier, is_new] = map.lines.emplace(key.text, key.line);
    if (!is_new) {
      throw Refused{flaw(place_of(mark),
                         "the key `" + key.text + "` stands twice in one map, first in line " +
                             std::to_string(earlier->second),
                         "keep one of the two")};
    }
    return Entry{std::move(key.text), key.line, key.column, {}};
  }

  [[noreturn]] static void refuse_key(const YAML::Mark& mark) {
    throw Refused{flaw(place_of(mark), "a key must be a plain word", "quote the key")};
  }

  [[noreturn]] static void refuse_anchor(const YAML::Mark& mark) {
    throw Refused{flaw(place_of(mark), "anchors and aliases (& and *) are not taken here",
                       "write the value out, or quote it when it begins with & or *")};
  }

  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?") return;
    throw Refused{flaw(place_of(mark), "tags (" + tag + ") are not taken here",
                       "leave the tag out, or quote the value when it begins with !")};
  }

  const Limits& limits_;
  std::uint32_t documents_ = 0;
  std::uint32_t nodes_ = 0;
  std::vector<Open> open_;
  Node root_;
};

}  // namespace

std::string_view describe(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "nothing";
    case Kind::scalar:
      return "a value";
    case Kind::list:
      return "a list";
    case Kind::map:
      return "a map";
  }
  return "nothing";
}

const Node* Node::find(std::string_view key) const {
  const auto entry =
      std::find_if(entries.begin(), entries.end(), [key](const Entry& e) { return e.key == key; });
  return entry == entries.end() ? nullptr : &entry->value;
}

Node read(std::string_view text, Findings& findings, const Limits& limits) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  if (auto refusal = refuse_before_parsing(text, limits)) {
    findings.push_back(std::move(*refusal));
    return {};
  }
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder tree(limits);
    while (parser.HandleNextDocument(tree)) {
    }
    return tree.take_root();
  } catch (const Refused& refused) {
    findings.push_back(refused.finding);
  } catch (const YAML::Exception& error) {
    findings.push_back(flaw(place_of(error.mark), error.msg));
  }
  return {};
}

}  // namespace weighbridge::yaml
