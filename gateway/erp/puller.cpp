#include <algorithm>
#include <future>
#include <map>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include "gateway/curl/url_text.hpp"
#include "gateway/erp/circuit_breaker.hpp"
#include "gateway/erp/connector.hpp"
#include "gateway/erp/raw_value.hpp"
#include "gateway/erp/watermark.hpp"
#include "gateway/receive/file_names.hpp"
#include "gateway/receive/lines.hpp"
#include "gateway/receive/outcomes.hpp"
#include "gateway/receive/pause.hpp"
#include "parsers/json/pointer.hpp"

namespace weighbridge::erp {
namespace {

using Clock = std::chrono::steady_clock;
using receive::Notice;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// At the intake at once: enough for one commit to cover many.
constexpr std::size_t kAtIntakeMax = 64;

/// A pull that cannot go on now.
class Interrupted : public std::runtime_error {
 public:
  enum class Whose : unsigned char { theirs, ours };  ///< ours: the breaker has no part in it
  Interrupted(Whose whose, const std::string& what, std::string mend,
              std::optional<seconds> retry_after = std::nullopt)
      : std::runtime_error(what),
        whose_(whose),
        mend_(std::move(mend)),
        retry_after_(retry_after) {}
  Whose whose() const { return whose_; }
  const std::string& mend() const { return mend_; }
  std::optional<seconds> retry_after() const { return retry_after_; }

 private:
  Whose whose_;
  std::string mend_;
  std::optional<seconds> retry_after_;
};

/// `text` with {since} filled in.
std::string with_since(std::string text, const std::string& since) {
  constexpr std::string_view kPlace = "{since}";
  for (std::size_t at = text.find(kPlace); at != std::string::npos;
       at = text.find(kPlace, at + since.size()))
    text.replace(at, kPlace.size(), since);
  return text;
}

/// `<https://erp.example/next>; rel="next"` among others (RFC 8288).
std::string next_of_link_header(std::string_view header) {
  while (!header.empty()) {
    const std::size_t open = header.find('<');
    const std::size_t close = header.find('>', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    const std::size_t end = std::min(header.find(',', close), header.size());
    const std::string_view parameters = header.substr(close, end - close);
    if (parameters.find("rel=\"next\"") != std::string_view::npos ||
        parameters.find("rel=next") != std::string_view::npos)
      return std::string(header.substr(open + 1, close - open - 1));
    header.remove_prefix(end == header.size() ? end : end + 1);
  }
  return {};
}

/// One go at one resource, page by page.
class Going {
 public:
  Going(const Connector& connector, const Pull& pull, Watermark before, receive::Intake& intake,
        curl::HttpClient& client, const receive::Pause& pause)
      : connector_(connector),
        pull_(pull),
        before_(std::move(before)),
        reached_(before_),
        intake_(intake),
        client_(client),
        pause_(pause) {}

  /// Takes all pages. What is returned has been reached, durably. Throws Interrupted.
  Watermark go() {
    std::string url = first_url();
    for (std::uint32_t page = 0; !url.empty(); ++page) {
      if (pause_.stopped()) throw Interrupted(Interrupted::Whose::ours, "stopped", "");
      if (page == pull_.pages_max)
        throw Interrupted(Interrupted::Whose::ours,
                          url + ": there are more than " + std::to_string(page) + " pages",
                          "raise `pages_max`, or ask for what has changed with `since`");
      const std::optional<curl::HttpResponse> response = get(url, page == 0);
      if (!response) return before_;  // nothing has changed
      url = take_page(url, page, *response);
    }
    return reached_;
  }

  std::size_t taken() const { return taken_; }

 private:
  std::string first_url() const {
    std::string url = connector_.url + pull_.path;
    const std::string since = before_.since.empty() ? pull_.since_first : before_.since;
    if (!pull_.since_parameter.empty() && !since.empty())
      url = curl::with_parameter(url, pull_.since_parameter, with_since(pull_.since_text, since));
    return url;
  }

  std::optional<curl::HttpResponse> get(const std::string& url, bool first) {
    curl::HttpRequest request{"GET", url, connector_.headers, ""};
    request.headers.emplace_back("Accept", "application/json");
    if (first && before_.etag_url == url)
      request.headers.emplace_back("If-None-Match", before_.etag);
    curl::HttpResult answer = client_.send(request, connector_.peer);
    if (const auto* failure = std::get_if<curl::HttpFailure>(&answer))
      throw Interrupted(Interrupted::Whose::theirs, url + ": " + failure->message, failure->mend);
    auto& response = std::get<curl::HttpResponse>(answer);
    if (response.status == 304) return std::nullopt;
    if (response.status < 200 || response.status >= 300)
      throw Interrupted(
          Interrupted::Whose::theirs, url + " answered " + std::to_string(response.status),
          response.status == 401 || response.status == 403 ? "check how we sign in there"
                                                           : "look at its log; it is asked again",
          response.retry_after());
    // Of several pages, a later one may change while the first stays as it is.
    if (first && pull_.paging.kind == Paging::Kind::none) {
      reached_.etag = response.header("etag").value_or("");
      reached_.etag_url = reached_.etag.empty() ? "" : url;
    }
    return std::move(response);
  }

  /// Returns the address of the next page; empty when this was the last.
  std::string take_page(const std::string& url, std::uint32_t page,
                        const curl::HttpResponse& response) {
    Findings findings;
    const auto document = json::Document::parse(response.body, findings);
    if (!document)
      throw Interrupted(Interrupted::Whose::theirs,
                        url + ": the answer is no JSON: " + findings.at(0).message,
                        "check the address; a page to sign in is no answer");
    const json::Value root = document->root();
    std::size_t count = 0;
    if (pull_.each.empty()) {
      take({response.body}, url);
      count = 1;
    } else {
      std::vector<std::string_view> records;
      for (const json::Value record : json::all_at_pointer(root, pull_.each))
        records.push_back(raw_value(response.body, record));
      take(records, url);
      count = records.size();
    }
    if (!pull_.since_at.empty())
      for (const json::Value value : json::all_at_pointer(root, pull_.since_at))
        if (reached_.since.empty() || is_before(reached_.since, value.text()))
          reached_.since = value.text();
    records_ += count;
    return next_url(url, page, root, response, count);
  }

  /// Hands in and waits until all of it is durable.
  void take(const std::vector<std::string_view>& records, const std::string& url) {
    for (std::size_t at = 0; at < records.size(); at += kAtIntakeMax) {
      std::vector<std::future<receive::Outcome>> waiting;
      const std::size_t end = std::min(at + kAtIntakeMax, records.size());
      for (std::size_t i = at; i < end; ++i)
        waiting.push_back(hand_in(intake_, delivery_of(records[i], url)));
      std::optional<receive::NotTaken> refused;
      for (auto& outcome : waiting) {
        const receive::Outcome became = outcome.get();
        if (const auto* not_taken = std::get_if<receive::NotTaken>(&became))
          refused = *not_taken;
        else if (!std::get<receive::Taken>(became).repeated)
          ++taken_;
      }
      if (refused)
        throw Interrupted(Interrupted::Whose::ours, "the gateway has no room: " + refused->message,
                          "nothing: it goes on by itself", refused->retry_after);
    }
  }

  /// A record that comes again as it was is known by its bytes; one that has changed is another.
  receive::Delivery delivery_of(std::string_view record, const std::string& url) const {
    receive::Delivery delivery;
    delivery.channel = "erp";
    delivery.partner = connector_.partner;
    spool::Payload bytes = spool::Payload::of(std::string(record));
    delivery.key = pull_.name + '|' + bytes.sha256();
    delivery.facts = {{"url", url}, {"pull", pull_.name}};
    delivery.contents.push_back({std::move(bytes), pull_.name + ".json", "application/json"});
    return delivery;
  }

  std::string next_url(const std::string& url, std::uint32_t page, json::Value root,
                       const curl::HttpResponse& response, std::size_t count) const {
    const Paging& paging = pull_.paging;
    const auto value = [&] {
      const auto found = json::at_pointer(root, paging.at);
      const bool is_text =
          found && (found->kind() == json::Kind::string || found->kind() == json::Kind::number);
      return is_text ? std::string(found->text()) : std::string();
    };
    std::string link;
    switch (paging.kind) {
      case Paging::Kind::none:
        return {};
      case Paging::Kind::offset:
        return count == 0 ? ""
                          : curl::with_parameter(url, paging.parameter, std::to_string(records_));
      case Paging::Kind::page:
        return count == 0 ? ""
                          : curl::with_parameter(url, paging.parameter, std::to_string(page + 2));
      case Paging::Kind::cursor: {
        const std::string cursor = value();
        return cursor.empty() ? "" : curl::with_parameter(url, paging.parameter, cursor);
      }
      case Paging::Kind::link:
        link = value();
        break;
      case Paging::Kind::link_header:
        link = next_of_link_header(response.header("link").value_or(""));
        break;
    }
    if (link.empty()) return {};
    const auto next = curl::same_origin(url, link);
    if (!next || *next == url)
      throw Interrupted(Interrupted::Whose::theirs,
                        url + ": the next page is said to be at " + link,
                        "it must be another one of the same server: our sign-in is for that alone");
    return *next;
  }

  const Connector& connector_;
  const Pull& pull_;
  Watermark before_, reached_;
  receive::Intake& intake_;
  curl::HttpClient& client_;
  const receive::Pause& pause_;
  std::size_t records_ = 0;
  std::size_t taken_ = 0;
};

/// One connector, with one thread.
class Line {
 public:
  Line(Connector connector, receive::Intake& intake, std::filesystem::path state,
       receive::Tell tell)
      : connector_(std::move(connector)),
        intake_(intake),
        state_(std::move(state)),
        tell_(std::move(tell)),
        breaker_(connector_.failures_max, connector_.rest) {}
  ~Line() {
    ask_to_stop();
    if (thread_.joinable()) thread_.join();
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void start() {
    thread_ = std::thread([this] { run(); });
  }
  void ask_to_stop() { pause_.stop(); }

 private:
  void run() {
    std::minstd_rand random{std::random_device{}()};
    std::map<std::string, Clock::time_point> due;
    while (true) {
      Clock::time_point next = Clock::time_point::max();
      for (const Pull& pull : connector_.pulls) {
        Clock::time_point& at = due[pull.name];
        if (Clock::now() >= at) at = Clock::now() + receive::jittered(attempt(pull), random);
        next = std::min(next, at);
      }
      const auto left = std::chrono::ceil<milliseconds>(next - Clock::now());
      if (!pause_.wait(std::max(left, milliseconds(0)))) return;
    }
  }

  /// How long to wait until the next go at this pull.
  milliseconds attempt(const Pull& pull) {
    if (const auto rest = breaker_.wait(Clock::now())) return *rest;
    const std::string file = receive::safe_name(connector_.partner + '.' + pull.name) + ".json";
    try {
      const Watermark before = read_watermark(state_, file);
      Going going(connector_, pull, before, intake_, client_, pause_);
      const Watermark reached = going.go();
      if (!(reached == before)) write_watermark(state_, file, reached);
      breaker_.succeeded();
      if (going.taken() > 0 || std::exchange(failing_, false))
        say(Notice::Level::info, pull, std::to_string(going.taken()) + " new records", "");
      return pull.every;
    } catch (const Interrupted& stop) {
      return interrupted(pull, stop);
    } catch (const std::system_error& failure) {
      breaker_.succeeded();  // the server is well; our disk is not
      say(Notice::Level::error, pull, failure.what(), "check the state folder and its disk");
      return pull.every;
    }
  }

  milliseconds interrupted(const Pull& pull, const Interrupted& stop) {
    if (stop.whose() == Interrupted::Whose::theirs)
      breaker_.failed(Clock::now());
    else
      breaker_.succeeded();
    if (!pause_.stopped() && !std::exchange(failing_, true))
      say(Notice::Level::warning, pull, stop.what(), stop.mend());
    const milliseconds pause = stop.retry_after().value_or(seconds(0));
    return pause.count() > 0 ? pause : std::min<milliseconds>(pull.every, connector_.rest);
  }

  void say(Notice::Level level, const Pull& pull, const std::string& what, std::string mend) const {
    tell_({level, "erp", connector_.partner, pull.name + ": " + what, std::move(mend)});
  }

  Connector connector_;
  receive::Intake& intake_;
  std::filesystem::path state_;
  receive::Tell tell_;
  CircuitBreaker breaker_;
  curl::HttpClient client_;
  receive::Pause pause_;
  bool failing_ = false;  ///< told already
  std::thread thread_;
};

}  // namespace

class Puller::Work : public receive::Lines<Connector, Line> {
  using Lines::Lines;
};

Puller::Puller(std::vector<Connector> connectors, receive::Intake& intake,
               std::filesystem::path state_folder, receive::Tell tell)
    : work_(std::make_unique<Work>(
          std::move(connectors),
          [&intake, state = std::move(state_folder),
           tell = std::move(tell)](const Connector& connector) -> std::unique_ptr<Line> {
            if (connector.pulls.empty()) return nullptr;
            std::filesystem::create_directories(state);
            return std::make_unique<Line>(connector, intake, state, tell);
          })) {}

Puller::~Puller() {
  stop();
}

void Puller::start() {
  work_->start();
}

void Puller::use(std::vector<Connector> connectors) {
  work_->use(std::move(connectors));
}

void Puller::stop() {
  work_->stop();
}

}  // namespace weighbridge::erp
