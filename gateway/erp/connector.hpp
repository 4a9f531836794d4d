// Connectors to an ERP or a WMS that speaks HTTP: what is pulled from it, what is pushed to it. The
// section `erp:` of a partner's file (docs/operating/connectors.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gateway/curl/http_client.hpp"
#include "gateway/erp/json_shape.hpp"
#include "gateway/receive/intake.hpp"
#include "gateway/receive/notice.hpp"

namespace weighbridge::erp {

/// How the next page is asked for.
struct Paging {
  enum class Kind : unsigned char {
    none,
    link,         ///< the body holds the address of the next page, at `at`
    link_header,  ///< the header Link does, with rel="next" (RFC 8288)
    cursor,       ///< the body holds a cursor, at `at`, for the parameter `parameter`
    offset,       ///< `parameter` counts records from 0
    page,         ///< `parameter` counts pages from 1
  };
  Kind kind = Kind::none;
  std::string at, parameter;
  bool operator==(const Paging&) const = default;
};

/// One resource that is asked again and again.
struct Pull {
  std::string name;  ///< of the resource; unique in its connector
  std::string path;  ///< behind the connector's address, with the query
  std::string
      each;  ///< pointer with `*` to the records, each of which is a message; empty: the body
  Paging paging;
  /// What has changed since: `since_parameter` with `since_text`, whose {since} is the largest
  /// value at `since_at` in what was taken so far, first `since_first`.
  std::string since_parameter, since_text, since_at, since_first;
  std::chrono::milliseconds every{300'000};
  std::uint32_t pages_max = 1000;  ///< in one go
  bool operator==(const Pull&) const = default;
};

/// What becomes of one kind of outgoing message.
struct Push {
  std::string kind;  ///< posting, hold, release, adjustment ...
  std::string method = "POST";
  std::string path;  ///< behind the connector's address; {/pointer} is filled in from the message
  std::string key_header = "Idempotency-Key";
  std::vector<int> known_by;  ///< statuses that say "I have it already", such as 409
  Shape body;
  bool operator==(const Push&) const = default;
};

struct Connector {
  std::string partner;
  std::string url;
  curl::HttpPeer peer;
  std::vector<std::pair<std::string, std::string>> headers;  ///< with every request
  std::vector<Pull> pulls;
  std::vector<Push> pushes;
  std::uint32_t failures_max = 5;  ///< in a row, then nothing is asked for a while
  std::chrono::seconds rest{60};   ///< that long; doubled up to an hour
  bool operator==(const Connector&) const = default;
};

/// Pulls from all connectors, one thread each. How far a pull has come is kept in a file of
/// `state_folder`, written when everything up to there is durable.
class Puller {
 public:
  /// `intake` must outlive it. `state_folder` is made when it is missing.
  Puller(std::vector<Connector> connectors, receive::Intake& intake,
         std::filesystem::path state_folder, receive::Tell tell);
  ~Puller();
  Puller(const Puller&) = delete;
  Puller& operator=(const Puller&) = delete;

  void start();
  void use(std::vector<Connector> connectors);
  void stop();

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace weighbridge::erp
