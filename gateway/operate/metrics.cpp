#include "gateway/operate/metrics.hpp"

#include <array>
#include <mutex>
#include <set>
#include <stdexcept>
#include <variant>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace weighbridge::operate {
namespace {

enum class Kind : unsigned char { counter, gauge, histogram };

struct Row {
  std::string_view name;
  Kind kind;
  std::string_view help;
};

// docs/operating/metrics.md explains them; a test holds the two together.
constexpr std::array kMetrics{
    Row{"weighbridge_http_requests_total", Kind::counter, "Requests, by operation and status"},
    Row{"weighbridge_http_request_seconds", Kind::histogram,
        "From the end of the head to the end of the answer, by operation"},
    Row{"weighbridge_http_received_bytes_total", Kind::counter, "Bytes of request bodies"},
    Row{"weighbridge_http_sent_bytes_total", Kind::counter, "Bytes of answers"},
    Row{"weighbridge_http_connections", Kind::gauge, "Open connections"},
    Row{"weighbridge_work_queue_items", Kind::gauge, "Blocking work that waits or runs"},
    Row{"weighbridge_intake_deliveries_total", Kind::counter, "Deliveries, by outcome"},
    Row{"weighbridge_intake_waiting_deliveries", Kind::gauge, "Deliveries before their commit"},
    Row{"weighbridge_intake_waiting_bytes", Kind::gauge, "Their bytes in memory"},
    Row{"weighbridge_intake_commits_total", Kind::counter, "Commits of the intake"},
    Row{"weighbridge_store_full", Kind::gauge, "1 while the disk has no room"},
    Row{"weighbridge_queue_items", Kind::gauge, "What waits, by queue"},
    Row{"weighbridge_queue_oldest_age_seconds", Kind::gauge, "Age of the oldest, by queue"},
    Row{"weighbridge_queue_given_up_items", Kind::gauge, "What waits for a person, by queue"},
    Row{"weighbridge_messages_processed_total", Kind::counter, "Messages read and judged"},
    Row{"weighbridge_outbox_deliveries_total", Kind::counter, "Sendings, by outcome"},
    Row{"weighbridge_mdn_seconds", Kind::histogram, "From an AS2 message to its answer"},
    Row{"weighbridge_certificate_days_left", Kind::gauge, "Days until a certificate ends"},
    Row{"weighbridge_ledger_entries", Kind::gauge, "Entries of the ledger"},
    Row{"weighbridge_build_info", Kind::gauge, "1, with the version"},
};

const prometheus::Histogram::BucketBoundaries& buckets() {
  static const prometheus::Histogram::BucketBoundaries kSeconds{
      0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
  return kSeconds;
}

}  // namespace

std::vector<std::string> metric_names() {
  std::vector<std::string> names;
  for (const Row& row : kMetrics) names.emplace_back(row.name);
  return names;
}

struct Metrics::Families {
  using Family =
      std::variant<prometheus::Family<prometheus::Counter>*, prometheus::Family<prometheus::Gauge>*,
                   prometheus::Family<prometheus::Histogram>*>;

  template <class Kind>
  prometheus::Family<Kind>& family(std::string_view name) {
    const auto found = by_name.find(name);
    if (found == by_name.end()) throw std::out_of_range("no metric " + std::string(name));
    return *std::get<prometheus::Family<Kind>*>(found->second);
  }

  prometheus::Registry registry;
  std::map<std::string, Family, std::less<>> by_name;
  std::mutex scraping;
  std::vector<std::function<void(Metrics&)>> samples;
  std::mutex setting;
  std::map<std::string, std::set<prometheus::Gauge*>, std::less<>> set;
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {
  for (const Row& row : kMetrics) {
    const std::string name(row.name), help(row.help);
    prometheus::Registry& registry = families_->registry;
    switch (row.kind) {
      case Kind::counter:
        families_->by_name[name] =
            &prometheus::BuildCounter().Name(name).Help(help).Register(registry);
        break;
      case Kind::gauge:
        families_->by_name[name] =
            &prometheus::BuildGauge().Name(name).Help(help).Register(registry);
        break;
      case Kind::histogram:
        families_->by_name[name] =
            &prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
        break;
    }
  }
}

Metrics::~Metrics() = default;

void Metrics::count(std::string_view name, const Labels& labels, double by) {
  families_->family<prometheus::Counter>(name).Add(labels).Increment(by);
}

void Metrics::set(std::string_view name, double value, const Labels& labels) {
  auto& family = families_->family<prometheus::Gauge>(name);
  const std::lock_guard lock(families_->setting);
  prometheus::Gauge& gauge = family.Add(labels);
  gauge.Set(value);
  families_->set[std::string(name)].insert(&gauge);
}

void Metrics::raise(std::string_view name, double total, const Labels& labels) {
  auto& family = families_->family<prometheus::Counter>(name);
  const std::lock_guard lock(families_->setting);
  prometheus::Counter& counter = family.Add(labels);
  if (total > counter.Value()) counter.Increment(total - counter.Value());
}

void Metrics::observe(std::string_view name, double value, const Labels& labels) {
  families_->family<prometheus::Histogram>(name).Add(labels, buckets()).Observe(value);
}

void Metrics::clear(std::string_view name) {
  auto& family = families_->family<prometheus::Gauge>(name);
  const std::lock_guard lock(families_->setting);
  std::set<prometheus::Gauge*>& known = families_->set[std::string(name)];
  for (prometheus::Gauge* gauge : known) family.Remove(gauge);
  known.clear();
}

void Metrics::on_scrape(std::function<void(Metrics&)> sample) {
  families_->samples.push_back(std::move(sample));
}

std::string Metrics::text() {
  const std::lock_guard lock(families_->scraping);
  for (const auto& sample : families_->samples) sample(*this);
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace weighbridge::operate
