import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { describeApi } from '../../../src/web/console/describe-api.ts';
import { routes } from '../../../src/web/console/routes.ts';

describe('the description of the API', () => {
  it('is OpenAPI 3.1', async () => {
    const validated = await new Validator().validate(JSON.parse(JSON.stringify(describeApi(routes))));
    expect(validated).toMatchObject({ valid: true });
  });

  it('has every route of the API, with what it gives', () => {
    const api = routes.flatMap((route) => (route.isPublic || !route.path.startsWith('/api/') ? [] : [route]));
    const described = JSON.stringify(describeApi(routes));
    expect(api.length).toBeGreaterThan(0);
    for (const route of api) {
      expect(described).toContain(`"operationId":"${route.id}"`);
      expect([route.id, route.summary !== undefined]).toEqual([route.id, true]);
    }
  });
});
