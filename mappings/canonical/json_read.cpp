#include <algorithm>
#include <array>
#include <utility>

#include "mappings/canonical/json.hpp"
#include "mappings/canonical/members.hpp"
#include "mappings/canonical/text_value.hpp"
#include "parsers/nearest_name.hpp"
#include "parsers/text_place.hpp"

namespace weighbridge {
namespace {

/// One reading: where we are, and what was found.
class Reading {
 public:
  Reading(const json::Document& document, Findings& findings, std::uint32_t findings_max)
      : document_(document), findings_(findings), findings_max_(findings_max) {}

  /// Adds to the path while it lives: "lines[2].quantity".
  class Step {
   public:
    Step(Reading& reading, std::string_view name) : reading_(reading), size_(reading.path_.size()) {
      if (!reading.path_.empty()) reading.path_ += '.';
      reading.path_ += name;
    }
    Step(Reading& reading, std::size_t index) : reading_(reading), size_(reading.path_.size()) {
      reading.path_ += '[' + std::to_string(index) + ']';
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    ~Step() { reading_.path_.resize(size_); }

   private:
    Reading& reading_;
    std::size_t size_;
  };

  void fail(Place place, std::string code, std::string message, std::string mend,
            std::string_view value = {}) {
    if (found_++ >= findings_max_) return;
    Finding finding;
    finding.scope = FindingScope::field;
    finding.code = std::move(code);
    finding.place = std::move(place);
    finding.place.tag = path_;
    finding.message = std::move(message);
    finding.mend = std::move(mend);
    finding.value = shown_value(value);
    findings_.push_back(std::move(finding));
  }

  /// "`lines[2].quantity` " + message, at the value.
  void refuse(json::Value value, std::string_view message, std::string mend = {}) {
    fail(document_.place_of(value), "BAD_VALUE", "`" + path_ + "` " + std::string(message),
         std::move(mend), value.text());
  }

  void refuse_member(json::Value member, std::string mend) {
    const Step step(*this, member.key());
    fail(document_.place_of_key(member), "UNKNOWN_MEMBER", "the member `" + path_ + "` is unknown",
         std::move(mend));
  }

  void report_missing(json::Value object, std::string_view name) {
    const Step step(*this, name);
    fail(document_.place_of(object), "MISSING", "`" + path_ + "` is missing", "add it");
  }

  /// A number where the format has a string; its text is taken as it stands.
  void note_number(json::Value value) {
    if (numbers_++ == 0) {
      first_number_ = document_.place_of(value);
      first_number_.tag = path_;
    }
  }

  void finish() {
    if (numbers_ > 0) {
      Finding note;
      note.level = FindingLevel::note;
      note.scope = FindingScope::note;
      note.code = "BARE_NUMBER";
      note.place = first_number_;
      note.message = "`" + first_number_.tag + "` " +
                     (numbers_ == 1 ? "is a bare number"
                                    : "and " + std::to_string(numbers_ - 1) +
                                          " other values are bare numbers") +
                     ", taken exactly as written";
      note.mend = "send decimals and codes as strings: other programs round numbers";
      findings_.push_back(std::move(note));
    }
    if (found_ > findings_max_) {
      path_.clear();
      Finding rest;
      rest.code = "LIMIT";
      rest.message = std::to_string(found_ - findings_max_) + " more mistakes are not listed";
      findings_.push_back(std::move(rest));
    }
  }

 private:
  const json::Document& document_;
  Findings& findings_;
  std::uint32_t findings_max_;
  std::uint32_t found_ = 0;
  std::uint32_t numbers_ = 0;
  Place first_number_;
  std::string path_;
};

template <class T>
void read_object(Reading& reading, json::Value value, T& out);

/// Reads JSON values into members, by the member's type.
class MemberReader {
 public:
  MemberReader(Reading& reading, json::Value object) : reading_(reading), object_(object) {}

  template <class T>
  void operator()(std::string_view name, T& member) {
    (void)read_member(name, member);
  }

  template <class T>
  void required(std::string_view name, T& member) {
    if (!read_member(name, member)) reading_.report_missing(object_, name);
  }

  void schema(std::string_view name) {
    std::string found;
    if (!read_member("schema", found) || found == name) return;
    const Reading::Step step(reading_, "schema");
    reading_.refuse(*object_.find("schema"), "is not " + std::string(name));
  }

  void refuse_unknown() {
    if (found_ == members_in_all()) return;
    const std::span<const std::string_view> known(names_.data(), names_count_);
    for (const json::Value member : object_) {
      if (std::find(known.begin(), known.end(), member.key()) != known.end()) continue;
      reading_.refuse_member(member, suggest_name(member.key(), known));
    }
  }

 private:
  /// True when the member was there with something in it, well-formed or not.
  template <class T>
  bool read_member(std::string_view name, T& member) {
    names_[names_count_++] = name;
    const std::optional<json::Value> value = object_.find(name);
    if (!value) return false;
    ++found_;
    const bool is_empty = value->kind() == json::Kind::null ||
                          (value->kind() == json::Kind::string && value->text().empty());
    if (is_empty) return false;
    const Reading::Step step(reading_, name);
    read(*value, member);
    return true;
  }

  std::size_t members_in_all() const {
    return static_cast<std::size_t>(std::distance(object_.begin(), object_.end()));
  }

  /// The text of a string, or of a number, which counts as the string it is written as.
  bool text_of(json::Value value, std::string_view& text) {
    if (value.kind() == json::Kind::number) {
      reading_.note_number(value);
    } else if (value.kind() != json::Kind::string) {
      reading_.refuse(value, "is " + std::string(json::describe(value.kind())) +
                                 " where a string should stand");
      return false;
    }
    text = value.text();
    return true;
  }

  void read(json::Value value, bool& out) {
    if (value.kind() == json::Kind::boolean) {
      out = value.text() == "true";
    } else {
      reading_.refuse(value, "is " + std::string(json::describe(value.kind())),
                      "write true or false, without quotes");
    }
  }

  /// "DOC/LINE" says the same as an object with `document` and `line`.
  void read(json::Value value, ReversedLine& out) {
    if (value.kind() == json::Kind::object) {
      read_object(reading_, value, out);
    } else {
      read_text(value, out);
    }
  }

  template <class T>
  void read(json::Value value, std::optional<T>& out) {
    read(value, out.emplace());
  }

  template <class T>
  void read(json::Value value, std::vector<T>& out) {
    if (value.kind() != json::Kind::array) {
      reading_.refuse(
          value, "is " + std::string(json::describe(value.kind())) + " where an array should stand",
          "put it in [ ]");
      return;
    }
    std::size_t index = 0;
    for (const json::Value element : value) {
      const Reading::Step step(reading_, index++);
      read(element, out.emplace_back());
    }
  }

  template <class T>
  void read(json::Value value, T& out) {
    if constexpr (requires { parse_text(std::string_view{}, out); }) {
      read_text(value, out);
    } else {
      read_object(reading_, value, out);
    }
  }

  template <class T>
  void read_text(json::Value value, T& out) {
    std::string_view text;
    if (!text_of(value, text)) return;
    if (auto flaw = parse_text(text, out)) {
      reading_.refuse(value, flaw->message, std::move(flaw->mend));
    }
  }

  static constexpr std::size_t kMembersMax = 48;  // InventoryEvent has the most, 37 with its schema

  Reading& reading_;
  json::Value object_;
  std::array<std::string_view, kMembersMax> names_{};
  std::size_t names_count_ = 0;
  std::size_t found_ = 0;
};

template <class T>
void read_object(Reading& reading, json::Value value, T& out) {
  if (value.kind() != json::Kind::object) {
    reading.refuse(
        value, "is " + std::string(json::describe(value.kind())) + " where an object should stand");
    return;
  }
  MemberReader members(reading, value);
  Members<T>::visit(members, out);
  members.refuse_unknown();
}

template <class T>
T read_whole(const json::Document& document, json::Value value, Findings& findings,
             std::uint32_t findings_max) {
  T out;
  Reading reading(document, findings, findings_max);
  read_object(reading, value, out);
  reading.finish();
  return out;
}

template <class T>
std::optional<T> parse_whole(std::string_view text, Findings& findings) {
  Findings found;
  const auto document = json::Document::parse(text, found);
  std::optional<T> out;
  if (document) out = read_whole<T>(*document, document->root(), found, 100);
  if (has_errors(found)) out.reset();
  findings.insert(findings.end(), std::make_move_iterator(found.begin()),
                  std::make_move_iterator(found.end()));
  return out;
}

}  // namespace

Receipt read_receipt(const json::Document& document, json::Value value, Findings& findings,
                     std::uint32_t findings_max) {
  return read_whole<Receipt>(document, value, findings, findings_max);
}

InventoryEvent read_event(const json::Document& document, json::Value value, Findings& findings,
                          std::uint32_t findings_max) {
  return read_whole<InventoryEvent>(document, value, findings, findings_max);
}

std::optional<Receipt> parse_receipt(std::string_view text, Findings& findings) {
  return parse_whole<Receipt>(text, findings);
}

std::optional<InventoryEvent> parse_event(std::string_view text, Findings& findings) {
  return parse_whole<InventoryEvent>(text, findings);
}

}  // namespace weighbridge
