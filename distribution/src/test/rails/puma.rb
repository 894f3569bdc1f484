# frozen_string_literal: true

# One process, started from this directory: PORT=3000 puma -C puma.rb
environment "production"
threads 5, 5
bind "tcp://127.0.0.1:#{ENV.fetch("PORT", 3000)}?low_latency=true"
rackup File.join(__dir__, "config.ru")
