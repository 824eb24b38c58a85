# The command with its model inside: docs/integrations/container.md says how to use it.
# .ci/check_container.py runs these steps without Docker; it knows the instructions that stand here.
FROM python:3.13-slim-bookworm AS build
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY LICENSE MANIFEST.in README.md pyproject.toml setup.py ./
COPY detector detector
COPY models models
COPY training training
ARG EXTRAS=
RUN python3 -m venv /opt/detector \
    && /opt/detector/bin/pip install --no-cache-dir ".${EXTRAS:+[$EXTRAS]}" \
    && /opt/detector/bin/pip uninstall --yes pip \
    && find /opt/detector -type d -name tests -prune -exec rm -r {} +
COPY .ci/check_wheel.py /check/
RUN /opt/detector/bin/python3 /check/check_wheel.py

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="article-detector" \
      org.opencontainers.image.description="Boilerplate and spam detector for scraped articles" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/detector /opt/detector
ENV PATH=/opt/detector/bin:$PATH PYTHONDONTWRITEBYTECODE=1
WORKDIR /data
USER 10001:10001
ENTRYPOINT ["detector"]
CMD ["--help"]
