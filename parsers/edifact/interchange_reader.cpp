#include "parsers/edifact/interchange_reader.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "parsers/edi/plain_text.hpp"
#include "parsers/edi/segment_stream.hpp"
#include "parsers/edifact/envelope.hpp"
#include "parsers/edifact/interchange_seeker.hpp"
#include "parsers/edifact/plain_text.hpp"
#include "parsers/edifact/validator.hpp"

namespace weighbridge::edifact {

namespace {

constexpr char kDelete = 0x7F;
constexpr std::size_t kReferenceBytesMax = 35;
constexpr std::size_t kReferencesMax = 1U << 16;  // remembered, of each kind
constexpr std::uint32_t kTooLongMax = 100;  // each costs a scan of segment_bytes_max: not for ever

/// An event to hand out, or nothing yet: read on.
using Step = std::optional<Event>;

}  // namespace

class InterchangeReader::Implementation {
 public:
  Implementation(ByteSource& bytes, const Dictionaries& directories, ReaderLimits limits)
      : stream_(bytes, limits.segment_bytes_max),
        seeker_(limits.findings_max),
        directories_(directories),
        limits_(limits),
        validator_(limits.findings_max) {
    limits_.message_bytes_max = std::min<std::uint64_t>(limits_.message_bytes_max, 1ULL << 30);
  }

  Event next();

  Interchange interchange;
  FunctionalGroup group;
  TransactionSet message;
  Findings findings;
  std::uint64_t offset() const { return stream_.offset(); }

 private:
  enum class State : std::uint8_t { outside, in_interchange, in_group, ended };

  Step begin_interchange();
  Step begin_fragment();
  void read_header(const RawSegment& unb);
  void report_given_up();

  Step read_envelope();
  Step on_interchange_segment(EnvelopeTag tag, const RawSegment& raw);
  Step on_group_segment(EnvelopeTag tag, const RawSegment& raw);
  Step begin_group(const RawSegment& ung);
  Step imply_group(const RawSegment& unh);
  Step second_header(const RawSegment& unb);
  Step read_message(const RawSegment& unh);
  Step finish_message();
  PlainReport read_as_plain();
  Step skip_oversized_message();
  void check_reference();
  Step end_group(const RawSegment& une);
  Step end_interchange(const RawSegment& unz);
  Step close_group(std::string why);
  Step close_interchange(const char* code, std::string why);
  Step on_end();
  Step on_too_long();
  void skip_object(const RawSegment& uno);
  void report_stray(const RawSegment& raw);

  EnvelopeTag tag_of(const RawSegment& raw) const { return envelope_tag(stream_.tag(raw)); }
  Segment plain_segment(const RawSegment& raw);
  Place place_of(const RawSegment& raw) const;
  Place place_here() const;
  void tell(FindingLevel level, FindingScope scope, const char* code, Place place,
            std::string message, std::string mend);

  SegmentStream stream_;
  InterchangeSeeker seeker_;
  const Dictionaries& directories_;
  ReaderLimits limits_;
  Validator validator_;
  PlainText plain_text_;
  PlainText plain_header_;  // of envelope segments, while a message is held
  CharacterSet characters_;
  State state_ = State::outside;
  std::vector<Segment> segments_;  // of the message
  std::string version_;            // of the message, whatever separates its parts
  std::vector<Segment> header_;    // one envelope segment
  Delimiters header_delimiters_;   // of that one, in plain text
  std::uint32_t position_ = 0;     // segments of the interchange so far
  bool stray_told_ = false;        // the run of stray segments has its finding
  bool reopen_ = false;            // the next UNB stands at the cursor, its separators are known
  Delimiters next_delimiters_;     // of that UNB
  std::uint32_t too_long_ = 0;     // interchanges whose terminator never came
  std::unordered_set<std::string> interchange_references_;  // senders and 0020 of the message
  std::unordered_set<std::string> message_references_;      // 0062 of the interchange
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
  const bool given_up = too_long_ >= kTooLongMax;
  const std::optional<InterchangeStart> start =
      given_up ? std::nullopt : seeker_.seek(stream_, findings);
  if (!start) {
    state_ = State::ended;
    if (given_up) report_given_up();
    return std::nullopt;
  }
  interchange = Interchange{};
  interchange.offset = stream_.offset();
  interchange.delimiters = start->delimiters;
  // A second interchange without UNA goes on with the separators of the first, as far as its header
  // shows the same ones.
  const bool same = start->delimiters.element == next_delimiters_.element &&
                    start->delimiters.component == next_delimiters_.component;
  if (reopen_ && same && !start->announced) interchange.delimiters = next_delimiters_;
  reopen_ = false;
  position_ = 0;
  stray_told_ = false;
  message_references_.clear();
  state_ = State::in_interchange;
  stream_.skip(start->skip);
  stream_.use(interchange.delimiters);
  if (start->fragment) return begin_fragment();
  RawSegment unb;
  if (stream_.next(unb) != SegmentStream::Status::segment) {
    stream_.use(interchange.delimiters);
    tell(FindingLevel::error, FindingScope::interchange, "4", place_here(),
         "The UNB has no end: the segments cannot be told apart",
         "End every segment with one character that is in no value, such as '.");
    return Event::interchange_begin;
  }
  position_ = 1;
  if (tag_of(unb) == EnvelopeTag::unb)
    read_header(unb);
  else
    stream_.unread(), position_ = 0, begin_fragment();
  return Event::interchange_begin;
}

/// Takes what the UNB says, and what follows from it for reading on.
void InterchangeReader::Implementation::read_header(const RawSegment& unb) {
  const Place place = place_of(unb);
  const Segment header = plain_segment(unb);
  read_interchange(interchange, header, header_delimiters_.component);
  check_interchange(interchange, place);
  characters_ = CharacterSet(interchange.syntax);
  // Before syntax 4 there were no repetitions: what the UNA has in their place separates nothing.
  const bool repeats = interchange.syntax_version >= "4";
  char& repetition = interchange.delimiters.repetition;
  if (!repeats) repetition = 0;
  if (repeats && repetition == 0 && interchange.delimiters.element != '*') repetition = '*';
  if (interchange.control.empty() || interchange_references_.size() >= kReferencesMax) return;
  if (!interchange_references_.insert(interchange.sender + '/' + interchange.control).second)
    tell(FindingLevel::warning, FindingScope::interchange, "26", place,
         "Interchange control reference " + interchange.control +
             " was used before in this message: it may have been sent twice",
         "Number the interchanges differently; send each one once.");
}

Step InterchangeReader::Implementation::begin_fragment() {
  interchange.implied = true;
  characters_ = CharacterSet();
  tell(FindingLevel::warning, FindingScope::interchange, "13", place_here(),
       "No UNB: the message begins inside an interchange, its separators are the usual ones",
       "Send the whole interchange, UNB to UNZ.");
  return Event::interchange_begin;
}

void InterchangeReader::Implementation::report_given_up() {
  Place place;
  place.offset = stream_.offset();
  findings.push_back(
      envelope_finding(FindingLevel::error, FindingScope::message, "given_up", std::move(place),
                       "Reading was given up: " + std::to_string(kTooLongMax) +
                           " interchanges had no segment terminator",
                       "Check what was sent; send interchanges that end their segments."));
}

Step InterchangeReader::Implementation::read_envelope() {
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
  const EnvelopeTag tag = tag_of(raw);
  if (tag != EnvelopeTag::other) stray_told_ = false;
  return state_ == State::in_group ? on_group_segment(tag, raw) : on_interchange_segment(tag, raw);
}

Step InterchangeReader::Implementation::on_interchange_segment(EnvelopeTag tag,
                                                               const RawSegment& raw) {
  switch (tag) {
    case EnvelopeTag::ung:
      return begin_group(raw);
    case EnvelopeTag::unh:
      return imply_group(raw);
    case EnvelopeTag::unz:
      return end_interchange(raw);
    case EnvelopeTag::unb:
      return second_header(raw);
    case EnvelopeTag::uno:
      skip_object(raw);
      return std::nullopt;
    default:
      report_stray(raw);
      return std::nullopt;
  }
}

Step InterchangeReader::Implementation::on_group_segment(EnvelopeTag tag, const RawSegment& raw) {
  switch (tag) {
    case EnvelopeTag::unh:
      return read_message(raw);
    case EnvelopeTag::une:
      return end_group(raw);
    case EnvelopeTag::ung:
    case EnvelopeTag::unz:
    case EnvelopeTag::unb:
      stream_.unread();
      --position_;
      return close_group("Group " + group.control + " has no UNE");
    case EnvelopeTag::uno:
      skip_object(raw);
      return std::nullopt;
    default:
      report_stray(raw);
      return std::nullopt;
  }
}

Step InterchangeReader::Implementation::begin_group(const RawSegment& ung) {
  const Segment header = plain_segment(ung);
  group = read_group(header, header_delimiters_.component, place_of(ung));
  ++interchange.groups;
  message_references_.clear();
  state_ = State::in_group;
  return Event::group_begin;
}

Step InterchangeReader::Implementation::imply_group(const RawSegment& unh) {
  group = FunctionalGroup{};
  group.implied = true;
  group.offset = stream_.offset_of(unh.begin);
  state_ = State::in_group;
  stream_.unread();
  --position_;
  return Event::group_begin;
}

/// A UNB where no UNZ came: another interchange, or, before anything else, the same header twice.
Step InterchangeReader::Implementation::second_header(const RawSegment& unb) {
  if (!interchange.implied && interchange.messages == 0 && interchange.groups == 0) {
    interchange.findings.clear();  // what the first lacked may be in the second
    tell(FindingLevel::warning, FindingScope::interchange, "33", place_of(unb),
         "A second UNB follows the first: what each leaves out was taken from the other",
         "Send one UNB for each interchange.");
    interchange_references_.erase(interchange.sender + '/' + interchange.control);
    read_header(unb);
    return std::nullopt;
  }
  next_delimiters_ = interchange.delimiters;
  next_delimiters_.repetition = 0;
  reopen_ = true;
  stream_.cut(unb.begin);
  return close_interchange(
      "13", "The next UNB stands where the UNZ of interchange " + interchange.control + " should");
}

Step InterchangeReader::Implementation::read_message(const RawSegment& unh) {
  stream_.keep(unh);
  for (RawSegment raw;;) {
    if (stream_.next(raw) != SegmentStream::Status::segment) return finish_message();
    ++position_;
    const EnvelopeTag tag = tag_of(raw);
    if (tag == EnvelopeTag::other || tag == EnvelopeTag::unt) {
      stream_.keep(raw);
      if (tag == EnvelopeTag::unt) return finish_message();
      const RawSegment& first = stream_.kept().front();
      if (raw.begin - first.begin > limits_.message_bytes_max) return skip_oversized_message();
      continue;
    }
    stream_.unread();
    --position_;
    return finish_message();
  }
}

Step InterchangeReader::Implementation::finish_message() {
  const std::span<const RawSegment> kept = stream_.kept();
  segments_.clear();
  std::uint32_t position = 0;
  for (const RawSegment& raw : kept) segments_.push_back(stream_.segment(raw, ++position));
  message.text = stream_.bytes(kept.front(), kept.back());
  message.offset = segments_.front().offset;
  message.delimiters = interchange.delimiters;
  const PlainReport plain = read_as_plain();
  message.segments = segments_;
  const Segment& unh = segments_.front();
  const std::string_view identifier = unh.element(2);
  const std::size_t cut = identifier.find(message.delimiters.component);
  message.control = trimmed(unh.element(1));
  message.set = trimmed(identifier.substr(0, cut));
  version_ = cut == std::string_view::npos ? std::string_view{} : identifier.substr(cut + 1);
  std::replace(version_.begin(), version_.end(), message.delimiters.component, ':');
  message.version = version_;
  ++group.messages;
  ++interchange.messages;
  validator_.validate(message, directories_, plain, characters_);
  check_reference();
  return Event::message;
}

/// Nearly all messages are printable ASCII without release characters: then nobody looks at their
/// characters again.
PlainReport InterchangeReader::Implementation::read_as_plain() {
  const Delimiters& delimiters = interchange.delimiters;
  message.plain = is_plain_text(message.text, delimiters);
  const bool releases =
      delimiters.release != 0 && message.text.find(delimiters.release) != std::string_view::npos;
  if (message.plain && !releases) return {};
  PlainReport report = plain_text_.make_plain(segments_, message.delimiters, characters_);
  report.controls = report.controls || message.text.find(kDelete) != std::string_view::npos;
  message.plain = message.plain && message.delimiters.component == delimiters.component;
  return report;
}

/// What a message is held against outside itself: the other messages and its group.
void InterchangeReader::Implementation::check_reference() {
  SetFindings& set_findings = validator_.findings();
  if (!interchange.implied && message_references_.size() < kReferencesMax &&
      !message.control.empty() &&
      !message_references_.emplace(message.control.substr(0, kReferenceBytesMax)).second)
    set_findings.add(FindingLevel::error, SetCode::control_repeated,
                     "Message reference number '" + std::string(message.control.substr(0, 14)) +
                         "' was used before in this interchange",
                     "Number the messages of an interchange differently.");
  if (group.implied || group.type.empty() || group.type == message.set) return;
  set_findings.note(FindingLevel::warning, "31", 0, 2,
                    "The group is one of " + group.type + ", the message is " +
                        std::string(message.set.substr(0, 14)),
                    "Send messages of one type in a group.");
}

/// The message does not fit: it is told with what is known of it, and the rest of it is skipped.
Step InterchangeReader::Implementation::skip_oversized_message() {
  const Segment unh = stream_.segment(stream_.kept().front(), 1);
  tell(FindingLevel::error, FindingScope::group, "18", place_of(stream_.kept().front()),
       "Message " + printable(unh.element(1)) + " is larger than " +
           std::to_string(limits_.message_bytes_max) + " bytes and was not read",
       "Send it in several messages, or raise the limit.");
  ++group.messages;
  ++interchange.messages;
  stream_.forget();
  for (RawSegment raw; stream_.next(raw) == SegmentStream::Status::segment;) {
    ++position_;
    const EnvelopeTag tag = tag_of(raw);
    if (tag == EnvelopeTag::unt) return std::nullopt;
    if (tag == EnvelopeTag::other) continue;
    stream_.unread();
    --position_;
    return std::nullopt;
  }
  return std::nullopt;
}

Step InterchangeReader::Implementation::end_group(const RawSegment& une) {
  check_group_trailer(group, plain_segment(une), place_of(une));
  state_ = State::in_interchange;
  return Event::group_end;
}

Step InterchangeReader::Implementation::close_group(std::string why) {
  if (!group.implied)
    tell(FindingLevel::error, FindingScope::group, "13", place_here(), std::move(why),
         "Send the whole group again, UNG to UNE.");
  state_ = State::in_interchange;
  return Event::group_end;
}

Step InterchangeReader::Implementation::end_interchange(const RawSegment& unz) {
  check_interchange_trailer(interchange, plain_segment(unz), place_of(unz));
  next_delimiters_ = interchange.delimiters;
  reopen_ = true;
  state_ = State::outside;
  return Event::interchange_end;
}

Step InterchangeReader::Implementation::close_interchange(const char* code, std::string why) {
  if (!interchange.implied)
    tell(FindingLevel::error, FindingScope::interchange, code, place_here(), std::move(why),
         "Send the whole interchange again, UNB to UNZ.");
  state_ = State::outside;
  return Event::interchange_end;
}

Step InterchangeReader::Implementation::on_end() {
  if (state_ == State::in_group)
    return close_group("The message ends inside group " + group.control + ": its UNE is missing");
  return close_interchange(
      "13", "The message ends inside interchange " + interchange.control + ": its UNZ is missing");
}

/// No terminator far and wide: either the separators are wrong or the rest is damaged. Reading goes
/// on at the next start.
Step InterchangeReader::Implementation::on_too_long() {
  const std::string why =
      "No segment terminator was found in " + std::to_string(limits_.segment_bytes_max) + " bytes";
  if (state_ == State::in_group) return close_group(why);
  ++too_long_;
  stream_.skip(1);
  return close_interchange("4", why);
}

/// UNO announces an object that is no EDIFACT: its length is in S022 0810.
void InterchangeReader::Implementation::skip_object(const RawSegment& uno) {
  const auto size = object_size(stream_.segment(uno, 1), interchange.delimiters.component);
  if (!size || *size > limits_.message_bytes_max) return;
  stream_.skip(std::min<std::size_t>(*size, stream_.peek(*size).size()));
}

/// A segment that can stand neither in the interchange nor in the group. A run of them is told
/// once; UNP is what is left of an object.
void InterchangeReader::Implementation::report_stray(const RawSegment& raw) {
  if (tag_of(raw) == EnvelopeTag::unp || std::exchange(stray_told_, true)) return;
  const std::string tag = printable(stream_.tag(raw));
  const bool trailer = tag == "UNE" || tag == "UNT";
  const FindingScope scope =
      state_ == State::in_group ? FindingScope::group : FindingScope::interchange;
  tell(FindingLevel::error, scope, "33", place_of(raw),
       trailer ? "A trailer, " + tag + ", stands without its header"
               : "Segment " + tag +
                     " stands outside a message: the UNH before it is missing or damaged",
       "It was skipped with what follows it; send the message again.");
}

/// An envelope segment in plain text; it lives until the next one.
Segment InterchangeReader::Implementation::plain_segment(const RawSegment& raw) {
  header_.assign(1, stream_.segment(raw, 1));
  header_delimiters_ = interchange.delimiters;
  plain_header_.make_plain(header_, header_delimiters_, characters_, true);
  return header_.front();
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

void InterchangeReader::Implementation::tell(FindingLevel level, FindingScope scope,
                                             const char* code, Place place, std::string why,
                                             std::string mend) {
  Findings& all = scope == FindingScope::group ? group.findings : interchange.findings;
  if (all.size() < limits_.findings_max)
    all.push_back(
        envelope_finding(level, scope, code, std::move(place), std::move(why), std::move(mend)));
}

InterchangeReader::InterchangeReader(ByteSource& bytes, const Dictionaries& directories,
                                     ReaderLimits limits)
    : implementation_(std::make_unique<Implementation>(bytes, directories, limits)) {}
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
TransactionSet& InterchangeReader::message() {
  return implementation_->message;
}
const Findings& InterchangeReader::findings() const {
  return implementation_->findings;
}
std::uint64_t InterchangeReader::offset() const {
  return implementation_->offset();
}

}  // namespace weighbridge::edifact
