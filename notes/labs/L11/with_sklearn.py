#!/usr/bin/env python3
"""The same exercise with pandas and scikit-learn: reads restaurant.data, writes rating-sklearn.csv."""
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

data = pd.read_csv('restaurant.data')
features, label = data.drop(columns='rating'), data.rating
known, kept_back, answers, truth = train_test_split(features, label, test_size=0.3, random_state=0, stratify=label)
recipe = make_column_transformer((StandardScaler(), ['age', 'price']), (OneHotEncoder(), ['gender', 'budget', 'cuisine_type']))
model = make_pipeline(recipe, LogisticRegression(max_iter=2000)).fit(known, answers)
best = model.predict(kept_back)
pd.DataFrame({'trueLabel': truth, 'bestAnswer': best}).to_csv('rating-sklearn.csv', index=False)
print('rows', len(data), 'train', len(known), 'test', len(kept_back))
print('macro F1 %.3f' % f1_score(truth, best, average='macro'))
print(confusion_matrix(truth, best))
