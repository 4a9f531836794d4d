#include "parsers/x12/interchange_reader.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "parsers/edi/plain_text.hpp"
#include "parsers/edi/segment_stream.hpp"
#include "parsers/x12/envelope.hpp"
#include "parsers/x12/interchange_seeker.hpp"
#include "parsers/x12/isa.hpp"
#include "parsers/x12/segment_splitter.hpp"
#include "parsers/x12/validator.hpp"

namespace weighbridge::x12 {

namespace {

constexpr std::size_t kControlBytesMax = 32;
constexpr std::uint32_t kIsaElements = 16;
constexpr std::size_t kAcknowledgmentsMax = 1000;  // TA1 kept of one interchange
constexpr std::size_t kControlsMax = 1U << 16;     // control numbers remembered, of each kind
constexpr std::uint32_t kTooLongMax = 100;  // each costs a scan of segment_bytes_max: not for ever

/// An event to hand out, or nothing yet: read on.
using Step = std::optional<Event>;

}  // namespace

class InterchangeReader::Implementation {
 public:
  Implementation(ByteSource& bytes, const Dictionaries& dictionaries, ReaderLimits limits)
      : stream_(bytes, limits.segment_bytes_max),
        seeker_(limits.findings_max),
        dictionaries_(dictionaries),
        limits_(limits),
        validator_(limits.findings_max) {
    limits_.transaction_bytes_max =
        std::min<std::uint64_t>(limits_.transaction_bytes_max, 1ULL << 30);
  }

  Event next();

  Interchange interchange;
  FunctionalGroup group;
  TransactionSet set;
  Findings findings;
  std::uint64_t offset() const { return stream_.offset(); }

 private:
  enum class State : std::uint8_t { outside, in_interchange, in_group, ended };

  // Outside any interchange: raw bytes.
  Step begin_interchange();
  Step begin_interchange(const IsaHeader& isa);
  void report_given_up();
  Step begin_fragment(const Delimiters& delimiters);

  // Inside: segments.
  Step read_envelope();
  Step on_interchange_segment(EnvelopeTag tag, const RawSegment& raw);
  Step on_group_segment(EnvelopeTag tag, const RawSegment& raw);
  Step begin_group(const RawSegment& raw);
  Step imply_group(const RawSegment& st);
  Step read_set(const RawSegment& st);
  Step finish_set();
  Step skip_oversized_set();
  void split_run_together();
  void check_set_envelope();
  Step end_group(const RawSegment& ge);
  Step end_interchange(const RawSegment& iea);
  Step close_group(std::string message);
  Step close_interchange(const char* code, std::string message);
  Step on_end();
  Step on_too_long();
  bool cut_at_embedded_isa(const RawSegment& raw);
  Step close_broken_off();
  void report_stray(const RawSegment& raw);

  Place place_of(const RawSegment& raw) const;
  Place place_here() const;
  Place place_of_isa() const;
  void tell_interchange(FindingLevel level, std::string code, Place place, std::string message,
                        std::string mend);
  void tell_group(FindingLevel level, std::string code, Place place, std::string message,
                  std::string mend);

  SegmentStream stream_;
  InterchangeSeeker seeker_;
  const Dictionaries& dictionaries_;
  ReaderLimits limits_;
  Validator validator_;
  State state_ = State::outside;
  std::vector<Segment> segments_;  // of the set
  SegmentSplitter splitter_;
  std::uint32_t position_ = 0;  // segments of the interchange so far
  bool stray_told_ = false;     // the run of stray segments has its finding
  std::uint32_t too_long_ = 0;  // interchanges whose terminator never came
  bool broken_off_ = false;     // what is open ends here, the next ISA stands at the cursor
  std::unordered_set<std::string> interchange_controls_;  // senders and ISA13 of the message
  std::unordered_set<std::string> group_controls_;        // GS06 of the interchange
  std::unordered_set<std::string> set_controls_;          // ST02 of the group
};

Event InterchangeReader::Implementation::next() {
  stream_.forget();
  for (;;) {
    if (state_ == State::ended) return Event::end;
    const Step step = state_ == State::outside ? begin_interchange() : read_envelope();
    if (step) return *step;
  }
}

Step InterchangeReader::Implementation::begin_interchange() {
  const std::optional<InterchangeStart> start =
      too_long_ < kTooLongMax ? seeker_.seek(stream_, findings) : std::nullopt;
  if (!start) {
    state_ = State::ended;
    if (too_long_ == kTooLongMax) report_given_up();
    return std::nullopt;
  }
  position_ = 1;
  stray_told_ = false;
  group_controls_.clear();
  return start->isa ? begin_interchange(*start->isa) : begin_fragment(start->delimiters);
}

void InterchangeReader::Implementation::report_given_up() {
  Finding finding{FindingLevel::error, FindingScope::message, "given_up", {}, {}, {}, {}};
  finding.place.offset = stream_.offset();
  finding.message = "Reading was given up: " + std::to_string(kTooLongMax) +
                    " interchanges had no segment terminator";
  finding.mend = "Check what was sent; send interchanges that end their segments.";
  findings.push_back(std::move(finding));
}

Step InterchangeReader::Implementation::begin_interchange(const IsaHeader& isa) {
  interchange = read_interchange(isa, stream_.offset());
  state_ = State::in_interchange;
  if (interchange_controls_.size() < kControlsMax && isa.flaw != IsaFlaw::incomplete &&
      !interchange_controls_.insert(interchange.sender + '/' + interchange.control).second)
    tell_interchange(FindingLevel::warning, "025", place_of_isa(),
                     "ISA13 Interchange Control Number " + interchange.control +
                         " was used before in this message: it may have been sent twice",
                     "Number the interchanges differently; send each one once.");
  stream_.skip(std::max<std::size_t>(isa.size, 3));
  stream_.use(isa.delimiters);
  broken_off_ = isa.flaw == IsaFlaw::terminator;  // its segments cannot be told apart
  return Event::interchange_begin;
}

Step InterchangeReader::Implementation::begin_fragment(const Delimiters& delimiters) {
  interchange = Interchange{};
  interchange.implied = true;
  interchange.offset = stream_.offset();
  interchange.delimiters = delimiters;
  position_ = 0;
  state_ = State::in_interchange;
  stream_.use(delimiters);
  tell_interchange(FindingLevel::warning, "022", place_here(),
                   "No ISA: the message begins inside an interchange, its separators were guessed",
                   "Send the whole interchange, ISA to IEA.");
  return Event::interchange_begin;
}

Step InterchangeReader::Implementation::read_envelope() {
  if (broken_off_) return close_broken_off();
  RawSegment raw;
  switch (stream_.next(raw)) {
    case SegmentStream::Status::end:
      return on_end();
    case SegmentStream::Status::too_long:
      return on_too_long();
    case SegmentStream::Status::segment:
      break;
  }
  ++position_;
  const EnvelopeTag tag = envelope_tag(stream_.tag(raw));
  if (tag != EnvelopeTag::isa && tag != EnvelopeTag::iea && raw.last - raw.first > kIsaElements &&
      cut_at_embedded_isa(raw))
    return std::nullopt;
  if (tag == EnvelopeTag::ge || tag == EnvelopeTag::gs || tag == EnvelopeTag::st ||
      tag == EnvelopeTag::isa)
    stray_told_ = false;
  return state_ == State::in_group ? on_group_segment(tag, raw) : on_interchange_segment(tag, raw);
}

Step InterchangeReader::Implementation::on_interchange_segment(EnvelopeTag tag,
                                                               const RawSegment& raw) {
  switch (tag) {
    case EnvelopeTag::gs:
      return begin_group(raw);
    case EnvelopeTag::iea:
      return end_interchange(raw);
    case EnvelopeTag::ta1:
      if (interchange.acknowledgments.size() < kAcknowledgmentsMax)
        interchange.acknowledgments.push_back(read_acknowledgment(stream_.segment(raw, position_)));
      return std::nullopt;
    case EnvelopeTag::isa:
      stream_.cut(raw.begin);
      return close_interchange("022", "The next ISA stands where the IEA of interchange " +
                                          interchange.control + " should");
    case EnvelopeTag::st:
      return imply_group(raw);
    default:
      report_stray(raw);
      return std::nullopt;
  }
}

Step InterchangeReader::Implementation::on_group_segment(EnvelopeTag tag, const RawSegment& raw) {
  switch (tag) {
    case EnvelopeTag::st:
      return read_set(raw);
    case EnvelopeTag::ge:
      return end_group(raw);
    case EnvelopeTag::gs:
    case EnvelopeTag::iea:
    case EnvelopeTag::isa:
      stream_.unread();
      --position_;
      return close_group("Group " + group.control + " has no GE");
    default:
      report_stray(raw);
      return std::nullopt;
  }
}

Step InterchangeReader::Implementation::begin_group(const RawSegment& raw) {
  group = read_group(stream_.segment(raw, position_), place_of(raw));
  ++interchange.groups;
  set_controls_.clear();
  state_ = State::in_group;
  if (!group_controls_.insert(group.control).second)
    tell_group(
        FindingLevel::warning, "19", place_of(raw),
        "GS06 Group Control Number '" + group.control + "' was used before in this interchange",
        "Number the groups of an interchange differently.");
  return Event::group_begin;
}

Step InterchangeReader::Implementation::imply_group(const RawSegment& st) {
  group = FunctionalGroup{};
  group.implied = true;
  group.offset = stream_.offset_of(st.begin);
  set_controls_.clear();
  state_ = State::in_group;
  if (!interchange.implied)
    tell_interchange(FindingLevel::error, "022", place_of(st),
                     "A transaction set stands outside a functional group: its GS is missing",
                     "Send the sets between GS and GE.");
  stream_.unread();
  --position_;
  return Event::group_begin;
}

Step InterchangeReader::Implementation::read_set(const RawSegment& st) {
  stream_.keep(st);
  for (RawSegment raw;;) {
    const SegmentStream::Status status = stream_.next(raw);
    if (status != SegmentStream::Status::segment) return finish_set();
    ++position_;
    const EnvelopeTag tag = envelope_tag(stream_.tag(raw));
    if (tag == EnvelopeTag::other || tag == EnvelopeTag::se) {
      if (raw.last - raw.first > kIsaElements && cut_at_embedded_isa(raw)) return finish_set();
      stream_.keep(raw);
      if (tag == EnvelopeTag::se) return finish_set();
      const RawSegment& first = stream_.kept().front();
      if (raw.begin - first.begin > limits_.transaction_bytes_max) return skip_oversized_set();
      continue;
    }
    if (tag == EnvelopeTag::ta1) continue;
    stream_.unread();
    --position_;
    return finish_set();
  }
}

Step InterchangeReader::Implementation::finish_set() {
  const std::span<const RawSegment> kept = stream_.kept();
  segments_.resize(kept.size());
  for (std::uint32_t i = 0; i < kept.size(); ++i) segments_[i] = stream_.segment(kept[i], i + 1);
  set.segments = segments_;
  set.set = trimmed(segments_.front().element(1));
  set.control = trimmed(segments_.front().element(2));
  set.version = group.version.empty() ? trimmed(segments_.front().element(3)) : group.version;
  set.text = stream_.bytes(kept.front(), kept.back());
  set.offset = segments_.front().offset;
  set.delimiters = interchange.delimiters;
  set.plain = edi::is_plain_text(set.text, set.delimiters);
  ++group.transaction_sets;
  validator_.validate(set, dictionaries_);
  split_run_together();
  check_set_envelope();
  return Event::transaction_set;
}

/// Where a line end stands in a value, another segment may begin behind it: then the set is looked
/// at once more, in its true segments.
void InterchangeReader::Implementation::split_run_together() {
  const bool line_end_in_value =
      set.dictionary != nullptr &&
      std::any_of(set.findings.begin(), set.findings.end(), [](const Finding& finding) {
        return finding.scope == FindingScope::element &&
               finding.value.find_first_of("\r\n") != std::string::npos;
      });
  if (!line_end_in_value) return;
  const std::vector<std::uint32_t> found = splitter_.split(segments_, *set.dictionary);
  if (found.empty()) return;
  set.segments = segments_;
  validator_.validate(set, dictionaries_);
  validator_.findings().note(
      FindingLevel::warning, "terminator", found.front(), 0,
      std::to_string(found.size()) + (found.size() == 1 ? " segment begins" : " segments begin") +
          " behind a line end without the terminator that ISA shows; they were read "
          "as segments of their own, this one first",
      "End every segment with the terminator of the ISA.");
}

/// What a set is held against outside itself: its group's other sets and its GS01.
void InterchangeReader::Implementation::check_set_envelope() {
  SetFindings& set_findings = validator_.findings();
  if (!group.implied && set_controls_.size() < kControlsMax && !set.control.empty() &&
      !set_controls_.emplace(set.control.substr(0, kControlBytesMax)).second)
    set_findings.add(
        FindingLevel::error, SetCode::control_repeated,
        "ST02 '" + std::string(set.control.substr(0, 12)) + "' was used before in this group",
        "Number the sets of a group differently.");
  const SetRule* rule = set.dictionary == nullptr ? nullptr : set.dictionary->set(set.set);
  if (rule == nullptr || group.implied || group.functional_id == rule->functional_id) return;
  set_findings.note(FindingLevel::warning, "functional_group", 0, 1,
                    "GS01 '" + group.functional_id + "' is not the group for transaction set " +
                        std::string(rule->id) + ", which is " + std::string(rule->functional_id),
                    "Send " + std::string(rule->functional_id) + " in GS01.");
}

/// The set does not fit: it is told with what is known of it, and the rest of it is skipped.
Step InterchangeReader::Implementation::skip_oversized_set() {
  const Segment st = stream_.segment(stream_.kept().front(), 1);
  tell_group(FindingLevel::error, "5", place_of(stream_.kept().front()),
             "Transaction set " + std::string(st.element(1).substr(0, 6)) + " " +
                 std::string(st.element(2).substr(0, 12)) + " is larger than " +
                 std::to_string(limits_.transaction_bytes_max) + " bytes and was not read",
             "Send it in several sets, or raise the limit.");
  ++group.transaction_sets;
  stream_.forget();
  for (RawSegment raw; stream_.next(raw) == SegmentStream::Status::segment;) {
    ++position_;
    const EnvelopeTag tag = envelope_tag(stream_.tag(raw));
    if (tag == EnvelopeTag::se) return std::nullopt;
    if (tag == EnvelopeTag::other) continue;
    stream_.unread();
    --position_;
    return std::nullopt;
  }
  return std::nullopt;
}

Step InterchangeReader::Implementation::end_group(const RawSegment& ge) {
  check_group_trailer(group, stream_.segment(ge, position_), place_of(ge));
  state_ = State::in_interchange;
  return Event::group_end;
}

Step InterchangeReader::Implementation::close_group(std::string message) {
  if (!group.implied)
    tell_group(FindingLevel::error, "3", place_here(), std::move(message),
               "Send the whole group again, GS to GE.");
  state_ = State::in_interchange;
  return Event::group_end;
}

Step InterchangeReader::Implementation::end_interchange(const RawSegment& iea) {
  check_interchange_trailer(interchange, stream_.segment(iea, position_), place_of(iea));
  // Where its terminator is missing, the next interchange looks like part of IEA02.
  const std::size_t next = find_isa(stream_.bytes(iea, iea), 1);
  if (next != std::string_view::npos) stream_.cut(iea.begin + static_cast<std::uint32_t>(next));
  state_ = State::outside;
  return Event::interchange_end;
}

Step InterchangeReader::Implementation::close_interchange(const char* code, std::string message) {
  if (!interchange.implied)
    tell_interchange(FindingLevel::error, code, place_here(), std::move(message),
                     "Send the whole interchange again, ISA to IEA.");
  state_ = State::outside;
  return Event::interchange_end;
}

Step InterchangeReader::Implementation::on_end() {
  if (state_ == State::in_group)
    return close_group("The message ends inside group " + group.control + ": its GE is missing");
  return close_interchange(
      "023", "The message ends inside interchange " + interchange.control + ": its IEA is missing");
}

/// No terminator far and wide: either the separators are wrong or the rest is damaged. Reading goes
/// on at the next ISA.
Step InterchangeReader::Implementation::on_too_long() {
  if (state_ == State::in_group)
    return close_group("No segment terminator was found in " +
                       std::to_string(limits_.segment_bytes_max) + " bytes");
  ++too_long_;
  stream_.skip(1);
  return close_interchange("004", "No segment terminator was found in " +
                                      std::to_string(limits_.segment_bytes_max) + " bytes");
}

/// A segment that was cut off may run into the next interchange: that one is read, the stump is
/// dropped.
bool InterchangeReader::Implementation::cut_at_embedded_isa(const RawSegment& raw) {
  const std::size_t at = find_isa(stream_.bytes(raw, raw), 1);
  if (at == std::string_view::npos) return false;
  tell_interchange(
      FindingLevel::error, "023", place_of(raw),
      "Segment " + printable(stream_.tag(raw)) + " breaks off, the next ISA follows it at once",
      "Send the interchange that breaks off again.");
  stream_.cut(raw.begin + static_cast<std::uint32_t>(at));
  broken_off_ = true;
  return true;
}

Step InterchangeReader::Implementation::close_broken_off() {
  if (state_ == State::in_group) {
    state_ = State::in_interchange;
    return Event::group_end;
  }
  broken_off_ = false;
  state_ = State::outside;
  return Event::interchange_end;
}

/// A segment that can stand neither in the interchange nor in the group. A run of them is told
/// once.
void InterchangeReader::Implementation::report_stray(const RawSegment& raw) {
  if (std::exchange(stray_told_, true)) return;
  const std::string tag = printable(stream_.tag(raw));
  const bool trailer = tag == "GE" || tag == "SE";
  const std::string message =
      trailer ? "A trailer, " + tag + ", stands without its header"
              : "Segment " + tag +
                    " stands outside a transaction set: the ST before it is missing or damaged";
  const std::string mend = "It was skipped with what follows it; send the set again.";
  if (state_ == State::in_group)
    tell_group(FindingLevel::error, "5", place_of(raw), message, mend);
  else
    tell_interchange(FindingLevel::error, "022", place_of(raw), message, mend);
}

Place InterchangeReader::Implementation::place_of(const RawSegment& raw) const {
  Place place;
  place.offset = stream_.offset_of(raw.begin);
  place.segment = position_;
  place.tag = printable(stream_.tag(raw));
  return place;
}

Place InterchangeReader::Implementation::place_here() const {
  Place place;
  place.offset = stream_.offset();
  place.segment = position_ + 1;
  return place;
}

Place InterchangeReader::Implementation::place_of_isa() const {
  Place place;
  place.offset = interchange.offset;
  place.segment = 1;
  place.element = 13;
  place.tag = "ISA";
  return place;
}

void InterchangeReader::Implementation::tell_interchange(FindingLevel level, std::string code,
                                                         Place place, std::string message,
                                                         std::string mend) {
  add_capped(interchange.findings, limits_.findings_max,
             envelope_finding(level, FindingScope::interchange, std::move(code), std::move(place),
                              std::move(message), std::move(mend)));
}

void InterchangeReader::Implementation::tell_group(FindingLevel level, std::string code,
                                                   Place place, std::string message,
                                                   std::string mend) {
  add_capped(group.findings, limits_.findings_max,
             envelope_finding(level, FindingScope::group, std::move(code), std::move(place),
                              std::move(message), std::move(mend)));
}

InterchangeReader::InterchangeReader(ByteSource& bytes, const Dictionaries& dictionaries,
                                     ReaderLimits limits)
    : implementation_(std::make_unique<Implementation>(bytes, dictionaries, limits)) {}
InterchangeReader::~InterchangeReader() = default;
InterchangeReader::InterchangeReader(InterchangeReader&&) noexcept = default;
InterchangeReader& InterchangeReader::operator=(InterchangeReader&&) noexcept = default;

Event InterchangeReader::next() {
  return implementation_->next();
}
const Interchange& InterchangeReader::interchange() const {
  return implementation_->interchange;
}
const FunctionalGroup& InterchangeReader::group() const {
  return implementation_->group;
}
TransactionSet& InterchangeReader::transaction_set() {
  return implementation_->set;
}
const Findings& InterchangeReader::findings() const {
  return implementation_->findings;
}
std::uint64_t InterchangeReader::offset() const {
  return implementation_->offset();
}

}  // namespace weighbridge::x12
