#include <algorithm>
#include <limits>

#include "gateway/cli/complaint.hpp"
#include "gateway/cli/excerpt.hpp"
#include "gateway/cli/inspect_sink.hpp"
#include "gateway/cli/receipt_text.hpp"

namespace weighbridge::cli {
namespace {

constexpr std::uint64_t kBytesBefore = 2048;
constexpr std::size_t kWindowBytes = 6144;

Tone tone_of(FindingLevel level) {
  switch (level) {
    case FindingLevel::error:
      return Tone::bad;
    case FindingLevel::warning:
      return Tone::warn;
    case FindingLevel::note:
      return Tone::dim;
  }
  return Tone::plain;
}

std::string party_text(const PartyId& party) {
  return party.qualifier.empty() ? party.id : party.id + " (" + party.qualifier + ")";
}

class InspectText final : public InspectSink {
 public:
  InspectText(const Screen& screen, std::string file, intake::InputFile& input)
      : InspectSink(screen, std::move(file)), style_(screen.style), input_(input) {}

  void interchange(const InterchangeHead& head) override {
    delimiters_ = head.delimiters;
    title(head.standard);
    std::string text = head.control.empty() ? "" : "Interchange " + head.control;
    if (!head.sender.id.empty()) text += " from " + party_text(head.sender);
    if (!head.receiver.id.empty()) text += " to " + party_text(head.receiver);
    if (!head.date.empty()) text += (text.empty() ? "Of " : ", ") + head.date;
    if (head.test) text += ", a test";
    if (!text.empty()) line(0, Tone::strong, text);
  }

  void group(const GroupHead& head) override {
    if (head.functional_id.empty() && head.control.empty()) return;
    line(2, Tone::plain,
         "Group " + head.control + ", " + head.functional_id + ", version " + head.version);
  }

  void document(ReadDocument&& document) override {
    count_understood(document.receipt || document.accepted ? 1 : 0);
    ++(document.accepted ? accepted_ : rejected_);
    const std::string name = document.set + ' ' + document.control;
    std::string how = document.accepted ? "accepted" : "REJECTED";
    screen_.out.write("\n  " + style_.paint(Tone::strong, printable(name)) + "  " +
                      style_.paint(document.accepted ? Tone::good : Tone::bad, how) +
                      style_.paint(Tone::dim, remarks(document)) + '\n');
    if (document.outline.empty())
      findings(document.findings, 4);
    else
      outline(document);
    for (const InventoryEvent& event : document.events)
      screen_.out.write("    " + event_text(event) + '\n');
    events_ += document.events.size();
    if (document.receipt) screen_.out.write(receipt_text(*document.receipt, style_, 4));
    answer("Application advice to send back", document.advice);
    tell(name, document.findings);
  }

  void event(InventoryEvent&& event, const Place&) override {
    title({});
    count_understood();
    ++events_;
    screen_.out.write("  " + event_text(event) + '\n');
  }

  void reference(ReferenceData&& data) override {
    rows(data.items.size(), "item");
    rows(data.aliases.size(), "item alias");
    rows(data.packs.size(), "pack");
    rows(data.sites.size(), "site");
    rows(data.suppliers.size(), "supplier");
  }

  void interchange_end(const Findings& findings, const std::string& acknowledgment) override {
    if (!findings.empty()) line(2, Tone::strong, "Envelope");
    this->findings(findings, 4);
    tell({}, findings);
    answer("Acknowledgment to send back", acknowledgment);
  }

  /// Where nothing was recognised there is nothing to report on: the complaint says it all.
  void message(const Findings& findings) override {
    if (titled_) this->findings(findings, 2);
    tell({}, findings, titled_ ? Shown::yes : Shown::no);
  }

  void finish() override {
    if (!titled_) return;
    std::string text;
    const auto add = [&text](std::uint64_t number, std::string_view noun, std::string_view what) {
      if (number == 0) return;
      text += (text.empty() ? "" : ", ") + counted(number, noun);
      if (!what.empty()) text.append(" ").append(what);
    };
    add(accepted_, "document", "accepted");
    add(rejected_, "document", "rejected");
    add(events_, "event", {});
    add(errors(), "error", {});
    add(warnings(), "warning", {});
    if (text.empty()) text = "no errors";
    screen_.out.write('\n' + style_.paint(errors() == 0 ? Tone::good : Tone::bad, text) + '\n');
  }

 private:
  void line(std::size_t indent, Tone tone, const std::string& text) {
    screen_.out.write(paragraph(printable(text), indent, style_, tone));
  }

  void title(const std::string& standard) {
    if (titled_) return;
    titled_ = true;
    std::string text = file_;
    if (!standard.empty()) text += ": " + standard;
    if (input_.size() != 0) text += ", " + byte_size(input_.size());
    line(0, Tone::strong, text);
  }

  static std::string remarks(const ReadDocument& document) {
    std::string text;
    if (!document.map.empty()) text += "  read with " + document.map;
    if (document.answers)
      text += "  it answers what was sent before";
    else if (!document.receipt && document.map.empty() && document.accepted)
      text += "  no map makes a receipt of it";
    if (!document.supplier_rule.empty()) text += "  supplier by " + document.supplier_rule;
    return printable(text);
  }

  void rows(std::uint64_t number, std::string_view noun) {
    if (number == 0) return;
    title({});
    count_understood(number);
    line(2, Tone::plain, counted(number, noun));
  }

  void findings(const Findings& findings, std::size_t indent) {
    for (const Finding& finding : findings) {
      std::string text(to_string_view(finding.level));
      if (!finding.code.empty()) text += ' ' + finding.code;
      const std::string place = place_text(finding.place);
      if (!place.empty()) text += " in " + place;
      line(indent, tone_of(finding.level), text + ": " + finding.message);
      show(finding, indent + 2);
      if (!finding.mend.empty()) line(indent + 2, Tone::plain, "Mend: " + sentence(finding.mend));
    }
  }

  /// The tree of a document, each flaw below the row that it stands in.
  void outline(const ReadDocument& document) {
    Findings flaws = document.findings;
    std::stable_sort(flaws.begin(), flaws.end(), [](const Finding& a, const Finding& b) {
      return a.place.offset < b.place.offset;
    });
    auto flaw = flaws.begin();
    const auto tell_before = [&](std::uint64_t offset, std::size_t indent) {
      for (; flaw != flaws.end() && flaw->place.offset < offset; ++flaw) findings({*flaw}, indent);
    };
    std::size_t indent = 2;  // of what is about the document as a whole
    for (const OutlineRow& row : document.outline) {
      if (row.offset != 0) tell_before(row.offset, indent + 2);
      indent = 4 + std::size_t{2} * row.depth;
      line(indent, Tone::plain, row.text.empty() ? row.name : row.name + ": " + row.text);
    }
    tell_before(std::numeric_limits<std::uint64_t>::max(), indent + 2);
    screen_.out.write("\n");
  }

  /// Where a flaw stands in the input, if that can be told.
  std::optional<std::uint64_t> offset_of(const Place& place) {
    if (place.offset != 0 || place.segment != 0) return place.offset;
    if (place.line == 0) return std::nullopt;
    const std::optional<std::uint64_t> line = input_.line_offset(place.line);
    if (!line) return std::nullopt;
    return *line + (place.column == 0 ? 0 : place.column - 1);
  }

  /// The line the flaw stands in, with a caret below it.
  void show(const Finding& finding, std::size_t indent) {
    const std::optional<std::uint64_t> offset = offset_of(finding.place);
    if (!offset) return;
    const std::uint64_t from = *offset - std::min(*offset, kBytesBefore);
    const std::string window = input_.bytes_at(from, kWindowBytes);
    if (window.find('\0') != std::string::npos) return;  // UTF-16 is not shown byte by byte
    const auto at = static_cast<std::size_t>(*offset - from);
    Excerpt excerpt = delimiters_ ? segment_excerpt(window, at, *delimiters_, finding.place)
                                  : line_excerpt(window, at, finding.value);
    if (excerpt.line.empty()) return;
    excerpt = narrowed(std::move(excerpt), static_cast<std::size_t>(style_.width) - indent);
    const std::string blanks(indent, ' ');
    screen_.out.write(blanks + excerpt.line + '\n' + blanks + std::string(excerpt.caret, ' ') +
                      style_.paint(tone_of(finding.level), std::string(excerpt.marks, '^')) + '\n');
  }

  /// What goes back to the sender, a segment a line.
  void answer(const char* heading, const std::string& acknowledgment) {
    constexpr std::size_t kIsaBytes = 106;
    constexpr std::size_t kSegmentsShown = 60;
    if (acknowledgment.empty()) return;
    screen_.out.write("\n  " + style_.paint(Tone::strong, heading) + '\n');
    const bool is_x12 = acknowledgment.starts_with("ISA") && acknowledgment.size() >= kIsaBytes;
    const bool is_edifact = acknowledgment.starts_with("UNB");
    const char terminator = is_x12 ? acknowledgment[kIsaBytes - 1] : is_edifact ? '\'' : '\n';
    std::string_view rest = acknowledgment;
    for (std::size_t shown = 0; !rest.empty(); ++shown) {
      const std::size_t end = std::min(rest.find(terminator), rest.size() - 1) + 1;
      if (shown == kSegmentsShown) {
        const auto more =
            static_cast<std::uint64_t>(std::count(rest.begin(), rest.end(), terminator));
        line(4, Tone::dim, "and " + counted(more, "segment") + " more; --format json has them all");
        return;
      }
      std::string segment(rest.substr(0, end));
      while (segment.starts_with('\n') || segment.starts_with('\r')) segment.erase(0, 1);
      while (segment.ends_with('\n')) segment.pop_back();
      if (!segment.empty()) screen_.out.write("    " + printable(segment) + '\n');
      rest.remove_prefix(end);
    }
  }

  const Style& style_;
  intake::InputFile& input_;
  std::optional<x12::Delimiters> delimiters_;
  std::uint64_t accepted_ = 0;
  std::uint64_t rejected_ = 0;
  std::uint64_t events_ = 0;
  bool titled_ = false;
};

}  // namespace

std::unique_ptr<InspectSink> inspect_text(const Screen& screen, std::string file,
                                          intake::InputFile& input) {
  return std::make_unique<InspectText>(screen, std::move(file), input);
}

}  // namespace weighbridge::cli
