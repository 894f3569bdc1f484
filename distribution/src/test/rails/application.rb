# frozen_string_literal: true

# The Rails application of the end-to-end tests: an ordinary Action Cable server whose users and channels
# misbehave on request. The environment configures it:
#
#   PORT             where puma listens (puma.rb), 3000
#   ADAPTER          async (default) or redis; with redis, REDIS_URL
#   REQUIRE_USER     1: a connection without the cookie "user" is refused
#   CHECK_ORIGIN     0: every Origin may connect; otherwise Rails' own rule, same origin as Host
#   ALLOWED_ORIGINS  further origins that may connect, separated by blanks
#   WORKERS          threads that run channel code, 4
#   LOG_LEVEL        info
#   STREAMS_SECRET   signs the names of streams (examples/signed_stream.rb)
#
# The controllers under examples/ are those of the documentation. They need Redis, and are loaded if REDIS_URL is set.

require "rails"
require "action_controller/railtie"
require "action_cable/engine"

class CableApplication < Rails::Application
  config.root = __dir__
  config.load_defaults 6.1
  config.eager_load = false
  config.cache_classes = true
  config.secret_key_base = "no secret, only tests use it" * 4
  config.logger = ActiveSupport::Logger.new($stdout)
  config.log_level = ENV.fetch("LOG_LEVEL", "info").to_sym
  $stdout.sync = true

  config.action_cable.cable = { adapter: ENV.fetch("ADAPTER", "async"), url: ENV["REDIS_URL"] }.compact.with_indifferent_access
  config.action_cable.allow_same_origin_as_host = true
  config.action_cable.disable_request_forgery_protection = ENV["CHECK_ORIGIN"] == "0"
  config.action_cable.allowed_request_origins = ENV.fetch("ALLOWED_ORIGINS", "").split
  config.action_cable.worker_pool_size = Integer(ENV.fetch("WORKERS", 4))
end

module ApplicationCable
  # The cookie "user" names the user. The cookie or the query parameter "connect" changes how the connection
  # opens: "never" never sends a welcome, "slow-2" sends it after two seconds.
  class Connection < ActionCable::Connection::Base
    identified_by :current_user

    def connect
      raise "this connection is never welcomed" if manner == "never"

      sleep Float(manner.delete_prefix("slow-")) if manner.start_with?("slow-")
      self.current_user = cookies[:user] || "guest"
      reject_unauthorized_connection if current_user == "banned"
      reject_unauthorized_connection if ENV["REQUIRE_USER"] == "1" && cookies[:user].nil?
    end

    # Sends a channel's message whose JSON is given as text, so that its bytes are known.
    def transmit_text(identifier, json)
      websocket.transmit %({"identifier":#{ActiveSupport::JSON.encode(identifier)},"message":#{json}})
    end

    # What Rails saw of the request that opened this connection.
    def seen
      headers = env.select { |name, _| name.start_with?("HTTP_") }
      {
        headers: headers.transform_keys { |name| name.delete_prefix("HTTP_").downcase.tr("_", "-") },
        cookies: cookies.to_h,
        query: request.query_string,
        path: request.path,
        remote_ip: request.remote_ip,
        protocol: protocol
      }
    end

    private

    def manner
      cookies[:connect] || request.query_parameters["connect"] || ""
    end
  end
end

# A chat room. With the parameter "greet" it sends a greeting before the subscription is confirmed.
class ChatChannel < ActionCable::Channel::Base
  def subscribed
    stream_from "chat:#{params[:room]}"
    transmit({ hello: current_user, room: params[:room] }) if params[:greet]
  end

  def speak(data)
    ActionCable.server.broadcast("chat:#{params[:room]}", { from: current_user, text: data["text"] })
  end

  def echo(data)
    transmit({ echo: data })
  end

  def receive(data)
    transmit({ received: data })
  end
end

# Passes on the JSON text of a broadcast unchanged.
class RawChannel < ActionCable::Channel::Base
  def subscribed
    stream_from("raw:#{params[:room]}", coder: nil) { |json| connection.transmit_text(@identifier, json) }
  end

  def echo(data)
    connection.transmit_text(@identifier, data["json"])
  end
end

# Numbered messages that keep their order, which a broadcast does not promise: they reach all members of a room
# from the one thread that calls count.
class CountChannel < ActionCable::Channel::Base
  MEMBERS = Hash.new { |rooms, room| rooms[room] = [] }
  LOCK = Mutex.new

  def self.count(room, numbers, pad)
    members = LOCK.synchronize { MEMBERS[room].dup }
    numbers.each { |n| members.each { |member| member.send_number(n, pad) } }
    members.size
  end

  def subscribed
    LOCK.synchronize { MEMBERS[params[:room]] << self }
  end

  def unsubscribed
    LOCK.synchronize { MEMBERS[params[:room]].delete(self) }
  end

  # As an action: {"action":"count","from":1,"to":100} is answered with a hundred messages, in order.
  def count(data)
    (data["from"]..data["to"]).each { |n| send_number(n, data["pad"].to_i) }
  end

  def send_number(number, pad)
    connection.transmit_text(@identifier, %({"n":#{number},"pad":"#{"x" * pad}"}))
  end
end

# Sends what Rails saw of the connection.
class WhoamiChannel < ActionCable::Channel::Base
  def subscribed
    transmit(connection.seen.merge(user: current_user))
  end
end

class RejectingChannel < ActionCable::Channel::Base
  def subscribed
    reject
  end
end

class RaisingChannel < ActionCable::Channel::Base
  def subscribed
    raise "this channel fails in subscribed"
  end
end

# Confirms after the number of seconds in the parameter "seconds".
class StallingChannel < ActionCable::Channel::Base
  def subscribed
    sleep Float(params[:seconds] || 2)
    stream_from "stall:#{params[:room]}"
  end
end

# The tests control the server through it. Every answer is JSON.
class ControlController < ActionController::API
  def up
    render json: { up: true, pid: Process.pid }
  end

  def connections
    open = ActionCable.server.connections
    render json: { connections: open.size, users: open.map(&:current_user).sort }
  end

  # The body, any JSON: ?room= gets it as Rails serialises it, ?raw= gets exactly its bytes.
  def broadcast
    json = request.raw_post.force_encoding(Encoding::UTF_8)
    if params[:raw]
      ActionCable.server.broadcast("raw:#{params[:raw]}", json, coder: nil)
    else
      ActionCable.server.broadcast("chat:#{params[:room]}", ActiveSupport::JSON.decode(json))
    end
    render json: { broadcast: json.bytesize }, status: :accepted
  end

  # Many broadcasts, one after the other. The pools behind a broadcast may still reorder them.
  def burst
    pad = "x" * params[:pad].to_i
    (1..Integer(params[:count])).each do |n|
      ActionCable.server.broadcast("chat:#{params[:room]}", { n: n, pad: pad })
    end
    render json: { broadcast: Integer(params[:count]) }, status: :accepted
  end

  # Numbered messages in order, see CountChannel.
  def count
    numbers = Integer(params[:from])..Integer(params[:to])
    render json: { members: CountChannel.count(params[:room], numbers, params[:pad].to_i) }
  end

  def disconnect
    ActionCable.server.remote_connections.where(current_user: params[:user]).disconnect
    head :no_content
  end

  def restart
    ActionCable.server.restart
    head :no_content
  end

  # The name of a stream as turbo-rails signs it if the application sets no key for it.
  def turbo
    key = Rails.application.key_generator.generate_key("turbo/signed_stream_verifier_key")
    verifier = ActiveSupport::MessageVerifier.new(key, digest: "SHA256", serializer: JSON)
    render plain: verifier.generate(params[:stream])
  end
end

if ENV["REDIS_URL"]
  require "redis"
  Dir[File.join(__dir__, "examples", "*.rb")].sort.each { |file| require file }
end

Rails.application.initialize!

Rails.application.routes.draw do
  get "/up", to: "control#up"
  get "/connections", to: "control#connections"
  post "/broadcast", to: "control#broadcast"
  post "/burst", to: "control#burst"
  post "/count", to: "control#count"
  post "/disconnect", to: "control#disconnect"
  post "/restart", to: "control#restart"
  get "/turbo", to: "control#turbo"

  # The examples of the documentation.
  post "/messages", to: "messages#create"
  patch "/deployments/:id", to: "deployments#update"
  get "/order_stream", to: "order_streams#show"
end
