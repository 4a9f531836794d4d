// How long one of 64 clients waits for `weighbridge serve`, each with a connection that stays:
//   http_latency PORT TOKEN [connections] [seconds]
// Half of the time they ask (an order, a page of receipts), half of the time they send a receipt,
// which is on the disk before it is answered. Prints the median, p99 and the rate of each.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const void* generic = &address;
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, static_cast<const sockaddr*>(generic), sizeof address) != 0)
      std::exit(1);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Sends a request and reads the answer; its status.
  int exchange(const std::string& request) {
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) < 0) std::exit(1);
    while (true) {
      const std::size_t end = buffer_.find("\r\n\r\n");
      if (end != std::string::npos) {
        const std::size_t at = buffer_.find("Content-Length: ");
        const std::size_t length =
            at < end ? std::strtoul(buffer_.c_str() + at + 16, nullptr, 10) : 0;
        if (buffer_.size() >= end + 4 + length) {
          const int status = std::atoi(buffer_.c_str() + 9);
          buffer_.erase(0, end + 4 + length);
          return status;
        }
      }
      std::string room(64U << 10U, '\0');
      const ssize_t n = ::recv(socket_, room.data(), room.size(), 0);
      if (n <= 0) std::exit(1);
      buffer_.append(room, 0, static_cast<std::size_t>(n));
    }
  }

 private:
  int socket_;
  std::string buffer_;
};

struct Series {
  std::string name;
  std::vector<double> milliseconds;
  std::uint64_t failed = 0;
};

std::string receipt(const std::string& number) {
  return R"({"schema":"weighbridge.receipt/1","stage":"ordered","document":{"kind":"purchase_order",)"
         R"("number":")" +
         number +
         R"(","date":"2026-03-01"},"supplier":"ACME","site":"DC01",)"
         R"("currency":"USD","lines":[{"line":"1","po":")" +
         number +
         R"(","po_line":"1","item":{"sku":"A-100"},"quantity":"48","uom":"EA","unit_price":"2.50"}]})";
}

std::string request(const std::string& line, const std::string& token, const std::string& body) {
  std::string text = line + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token + "\r\n";
  if (!body.empty())
    text +=
        "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  return text + "\r\n" + body;
}

void print(Series& series, double seconds) {
  std::vector<double>& all = series.milliseconds;
  std::sort(all.begin(), all.end());
  if (all.empty()) return;
  const auto at = [&](double part) {
    return all[std::min(all.size() - 1,
                        static_cast<std::size_t>(part * static_cast<double>(all.size())))];
  };
  std::cout << series.name << ": " << static_cast<double>(all.size()) / seconds
            << " a second, median " << at(0.5) << " ms, p99 " << at(0.99) << " ms, max "
            << all.back() << " ms, failed " << series.failed << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: http_latency PORT TOKEN [connections] [seconds]\n";
    return 2;
  }
  const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  const std::string token = argv[2];
  const int connections = argc > 3 ? std::atoi(argv[3]) : 64;
  const int seconds = argc > 4 ? std::atoi(argv[4]) : 10;
  std::mutex mutex;
  for (const bool sends : {false, true}) {
    Series series{sends ? "POST /api/v1/receipts" : "GET  /api/v1/receipts?limit=1", {}, 0};
    const Clock::time_point end = Clock::now() + std::chrono::seconds(seconds);
    std::vector<std::thread> clients;
    for (int client = 0; client < connections; ++client)
      clients.emplace_back([&, client] {
        Client wire(port);
        std::vector<double> mine;
        std::uint64_t failed = 0;
        for (std::uint64_t i = 0; Clock::now() < end; ++i) {
          const std::string number = "B-" + std::to_string(client) + '-' + std::to_string(i);
          const std::string asked = sends ? request("POST /api/v1/receipts", token, receipt(number))
                                          : request("GET /api/v1/receipts?limit=1", token, "");
          const auto begin = Clock::now();
          const int status = wire.exchange(asked);
          mine.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
          if (status != (sends ? 202 : 200)) ++failed;
        }
        const std::lock_guard lock(mutex);
        series.milliseconds.insert(series.milliseconds.end(), mine.begin(), mine.end());
        series.failed += failed;
      });
    for (std::thread& client : clients) client.join();
    print(series, seconds);
  }
}
