# frozen_string_literal: true

# Publishes a user's message: the only action that a chat needs.
class MessagesController < ActionController::API
  REDIS = Redis.new(url: ENV["REDIS_URL"])

  def create
    REDIS.publish("chat", { from: params[:from], text: params[:text] }.to_json)
    head :created
  end
end
