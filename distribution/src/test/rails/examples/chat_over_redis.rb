# frozen_string_literal: true

# Takes what somebody says in the chat and publishes it: the one action that a chat needs.
class MessagesController < ActionController::API
  REDIS = Redis.new(url: ENV["REDIS_URL"])

  def create
    REDIS.publish("chat", { from: params[:from], text: params[:text] }.to_json)
    head :created
  end
end
