// OpenSSL's objects as owned values, and streams of ours as its BIOs.
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "gateway/spool/payload.hpp"
#include "parsers/byte_source.hpp"

namespace weighbridge::as2::cms {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using ContentInfo = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

/// OpenSSL's account of what went wrong on this thread, and forgets it.
std::string take_errors();

/// Reads a source as OpenSSL wants to. Exceptions of the source may not cross its C code: they are
/// kept and thrown by rethrow().
class SourceBio {
 public:
  explicit SourceBio(std::unique_ptr<ByteSource> source);
  BIO* get() const { return bio_.get(); }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  static int read(BIO* bio, char* room, std::size_t size, std::size_t* done);
  static long control(BIO* bio, int command, long number, void* pointer);
  static BIO_METHOD* method();

  std::unique_ptr<ByteSource> source_;
  std::exception_ptr failure_;
  bool at_end_ = false;
  Bio bio_;
};

/// Writes into a payload, the same way round.
class SinkBio {
 public:
  explicit SinkBio(const spool::SpoolSettings& spool);
  BIO* get() const { return bio_.get(); }
  /// Throws what the disk threw.
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }
  bool too_large() const { return too_large_; }
  spool::Payload finish() { return writer_.finish(); }

 private:
  static int write(BIO* bio, const char* bytes, std::size_t size, std::size_t* done);
  static long control(BIO* bio, int command, long number, void* pointer);
  static BIO_METHOD* method();

  spool::PayloadWriter writer_;
  std::exception_ptr failure_;
  bool too_large_ = false;
  Bio bio_;
};

}  // namespace weighbridge::as2::cms
